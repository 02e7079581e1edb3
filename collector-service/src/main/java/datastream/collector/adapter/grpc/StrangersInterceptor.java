package datastream.collector.adapter.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Lets anybody call, and ends a call that begins a message which no such call has. */
final class StrangersInterceptor implements ServerInterceptor {

    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
        InboundBytes.onExcessOfStranger(() -> end(call));
        return next.startCall(call, headers);
    }

    private static void end(ServerCall<?, ?> call) {
        if (!call.isCancelled()) {
            call.close(
                    Status.RESOURCE_EXHAUSTED.withDescription(
                            "Too large a message, or too many at once, for a call without a token"),
                    new Metadata());
        }
    }
}
