package datastream.collector.adapter.grpc;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.Overloaded;
import datastream.wire.MalformedPayload;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose fault it is, in gRPC's words: the caller's, lack of room, or ours. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The call ends for the collector's reasons, with everything acknowledged that it took. */
    static StatusRuntimeException goElsewhere() {
        return Status.UNAVAILABLE
                .withDescription("This collector takes no more on this call; open another")
                .asRuntimeException();
    }

    static StatusRuntimeException toStatus(Throwable failure) {
        return switch (failure) {
            case CompletionException e when e.getCause() != null -> toStatus(e.getCause());
            case MalformedPayload e ->
                    Status.INVALID_ARGUMENT.withDescription(e.reason()).asRuntimeException();
            case StoreUnavailable _, Overloaded _ ->
                    Status.UNAVAILABLE
                            .withDescription("Not stored; send again what is not acknowledged")
                            .asRuntimeException();
            default -> {
                LOG.error("A call failed for a reason of our own", failure);
                yield Status.INTERNAL.withDescription("The fault is ours").asRuntimeException();
            }
        };
    }
}
