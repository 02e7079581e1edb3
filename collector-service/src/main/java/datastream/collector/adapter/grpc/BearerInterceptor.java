package datastream.collector.adapter.grpc;

import datastream.security.InvalidToken;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.security.Tokens;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Lets a call through only with a token that allows to hand in readings. */
final class BearerInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Tokens tokens;

    BearerInterceptor(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
        try {
            Principal principal = tokens.verifyBearer(headers.get(AUTHORIZATION));
            if (principal.role().may(Permission.INGEST)) {
                return next.startCall(call, headers);
            }
            return refuse(call, Status.PERMISSION_DENIED, "This role may not hand in readings");
        } catch (InvalidToken e) {
            return refuse(call, Status.UNAUTHENTICATED, String.valueOf(e.getMessage()));
        }
    }

    private static <Q, S> ServerCall.Listener<Q> refuse(
            ServerCall<Q, S> call, Status status, String why) {
        call.close(status.withDescription(why), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
