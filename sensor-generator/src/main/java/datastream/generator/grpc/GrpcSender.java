package datastream.generator.grpc;

import datastream.generator.simulation.Batch;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.RejectionLog;
import datastream.generator.simulation.Window;
import datastream.reading.Sensor;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readings of one sensor over one {@code Publish} stream at a time.
 *
 * <p>Whatever happens, the generator's readings, acknowledgements, the end of a stream, the time to
 * reconnect, is queued into one sequence, since a gRPC call is not thread-safe; no lock is held
 * while gRPC is called. When a stream ends, everything unanswered is sent again on the next, in
 * order, before anything new.
 */
final class GrpcSender implements ReadingSender {

    private static final Logger LOG = LoggerFactory.getLogger(GrpcSender.class);

    private static final int MOST_READINGS_PER_BATCH = 5_000;

    private final Sensor sensor;
    private final Window window;
    private final GrpcUplink uplink;
    private final RejectionLog rejectionLog;
    private final Backoff backoff;
    private final SynchronizationContext sequence =
            new SynchronizationContext((thread, e) -> unexpected(e));

    private @Nullable PublishStream stream;
    private boolean closed;

    GrpcSender(Sensor sensor, Window window, GrpcUplink uplink) {
        this.sensor = sensor;
        this.window = window;
        this.uplink = uplink;
        rejectionLog = new RejectionLog(sensor);
        backoff = new Backoff(uplink.retryPolicy(), RandomGenerator.getDefault());
    }

    void start() {
        sequence.execute(this::connect);
    }

    @Override
    public void readingsWait() {
        sequence.execute(this::sendWhatWaits);
    }

    /** Gives up a stream on which nothing comes back for very long: it may have been forgotten. */
    void checkAnswers() {
        sequence.execute(() -> {
            if (stream != null
                    && stream.silentNanos() > uplink.retryPolicy().answerWithin().toNanos()) {
                stream.abandon("No acknowledgement for too long");
                uplink.distrustConnection();
            }
        });
    }

    @Override
    public void close() {
        uplink.forget(this);
        sequence.execute(() -> {
            closed = true;
            if (stream != null) {
                stream.end();
            }
        });
    }

    /** A stream that cannot even begin has ended like any other: the next is tried. */
    private void connect() {
        if (closed) {
            return;
        }
        try {
            uplink.publish(new StreamEvents());
        } catch (RuntimeException | Error e) {
            LOG.debug("The gRPC stream of {} could not begin", sensor, e);
            abandonStream("It could not begin");
            ended(Status.INTERNAL.withDescription("The stream could not begin").withCause(e));
        }
    }

    private void sendWhatWaits() {
        while (!closed && stream != null && stream.hasRoom()) {
            Batch batch = window.take(MOST_READINGS_PER_BATCH);
            if (batch == null) {
                return;
            }
            stream.send(batch);
        }
    }

    private void answered(PublishStream source, PublishResponse response) {
        if (source.isUnanswered()) {
            uplink.log().up();
        } else {
            uplink.log().stillUp();
        }
        backoff.reset();
        source.settle(response);
        sendWhatWaits();
    }

    private void ended(Status status) {
        stream = null;
        window.resendAll();
        if (!closed) {
            uplink.log().down(status.getCode().name(), detail(status));
            sequence.schedule(
                    this::connect, backoff.next().toNanos(), TimeUnit.NANOSECONDS, uplink.timer());
        }
    }

    /** The description alone says "io exception" of a refused connection. */
    private static String detail(Status status) {
        String description = String.valueOf(status.getDescription());
        Throwable cause = status.getCause();
        return cause == null ? description : description + ": " + cause.getMessage();
    }

    private void unexpected(Throwable e) {
        LOG.error("The gRPC stream of {} failed for a reason of our own", sensor, e);
        abandonStream("Internal error");
    }

    private void abandonStream(String reason) {
        PublishStream abandoned = stream;
        if (abandoned != null) {
            abandoned.abandon(reason);
        }
    }

    /** Hands what gRPC says about one stream to the sequence. */
    private final class StreamEvents
            implements ClientResponseObserver<PublishRequest, PublishResponse> {

        private @Nullable PublishStream mine;

        @Override
        public void beforeStart(ClientCallStreamObserver<PublishRequest> call) {
            mine = new PublishStream(sensor, window, rejectionLog, call);
            stream = mine;
            call.setOnReadyHandler(GrpcSender.this::readingsWait);
        }

        @Override
        public void onNext(PublishResponse response) {
            sequence.execute(() -> {
                if (mine != null && stream == mine) {
                    answered(mine, response);
                }
            });
        }

        @Override
        public void onError(Throwable e) {
            over(Status.fromThrowable(e));
        }

        @Override
        public void onCompleted() {
            over(Status.UNAVAILABLE.withDescription("The collector ended the stream"));
        }

        private void over(Status status) {
            sequence.execute(() -> {
                if (mine != null && stream == mine) {
                    ended(status);
                }
            });
        }
    }
}
