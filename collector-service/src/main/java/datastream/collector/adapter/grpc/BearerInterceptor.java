package datastream.collector.adapter.grpc;

import datastream.security.InvalidToken;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.security.TokenVerifier;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Lets a call through only with a token that allows to hand in readings, and ends one whose account
 * or session is cut off while it is open, with the next message.
 */
final class BearerInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final TokenVerifier tokens;

    BearerInterceptor(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
        try {
            Principal principal = tokens.verifyBearer(headers.get(AUTHORIZATION));
            if (principal.role().may(Permission.INGEST)) {
                return watched(call, next.startCall(call, headers), principal);
            }
            return refuse(call, Status.PERMISSION_DENIED, "This role may not hand in readings");
        } catch (InvalidToken e) {
            return refuse(call, Status.UNAUTHENTICATED, String.valueOf(e.getMessage()));
        }
    }

    private <Q, S> ServerCall.Listener<Q> watched(
            ServerCall<Q, S> call, ServerCall.Listener<Q> listener, Principal principal) {
        return new SimpleForwardingServerCallListener<>(listener) {

            // Unguarded: gRPC calls back on one thread at a time.
            private boolean cutOff;

            @Override
            public void onMessage(Q message) {
                if (!cutOff && tokens.stillHolds(principal)) {
                    super.onMessage(message);
                } else if (!cutOff) {
                    cutOff = true;
                    // The call itself ends first: once it has, it does not touch what is closed.
                    super.onCancel();
                    refuse(call, Status.UNAUTHENTICATED, InvalidToken.CUT_OFF);
                }
            }

            @Override
            public void onHalfClose() {
                if (!cutOff) {
                    super.onHalfClose();
                }
            }
        };
    }

    private static <Q, S> ServerCall.Listener<Q> refuse(
            ServerCall<Q, S> call, Status status, String why) {
        call.close(status.withDescription(why), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
