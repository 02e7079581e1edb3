package datastream.collector.adapter.grpc;

import datastream.collector.domain.Door;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.audit.Audit;
import datastream.security.Admission;
import datastream.security.Credentials;
import datastream.security.InvalidToken;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.security.TokenVerifier;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call through only with a token or API key that allows to hand in readings, and ends one
 * whose account, session or key is cut off while it is open, with the next message. Who is refused
 * for his token, key or role is noted; who shows none is not, and may be let in all the same.
 */
final class BearerInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> API_KEY =
            Metadata.Key.of(Credentials.KEY_HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private final TokenVerifier tokens;
    private final Admission admission;
    private final Audit audit;

    BearerInterceptor(TokenVerifier tokens, Admission admission, Audit audit) {
        this.tokens = tokens;
        this.admission = admission;
        this.audit = audit;
    }

    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
        Credentials shown =
                new Credentials(values(headers, AUTHORIZATION), values(headers, API_KEY));
        if (shown.isEmpty() && admission == Admission.ANYBODY) {
            return next.startCall(call, headers);
        }
        try {
            Principal principal = shown.verify(tokens);
            if (principal.may(Permission.INGEST)) {
                return watched(
                        call, CallScope.start(principal.scope(), call, headers, next), principal);
            }
            note(AuditKind.ACCESS_REFUSED, principal.name(), call);
            String why = principal.description() + " may not hand in readings";
            return refuse(call, Status.PERMISSION_DENIED, why);
        } catch (InvalidToken e) {
            if (!shown.isEmpty()) {
                note(AuditKind.TOKEN_REFUSED, null, call);
            }
            return refuse(call, Status.UNAUTHENTICATED, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> values(Metadata headers, Metadata.Key<String> name) {
        List<String> values = new ArrayList<>(1);
        Iterable<String> all = headers.getAll(name);
        if (all != null) {
            all.forEach(values::add);
        }
        return values;
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
                    note(AuditKind.TOKEN_REFUSED, principal.name(), call);
                    refuse(call, Status.UNAUTHENTICATED, InvalidToken.cutOff(principal));
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

    private void note(AuditKind kind, @Nullable String name, ServerCall<?, ?> call) {
        Actor actor = new Actor(name, source(call), Door.GRPC);
        audit.note(
                new AuditEvent(kind, actor, null, call.getMethodDescriptor().getFullMethodName()));
    }

    private static Source source(ServerCall<?, ?> call) {
        return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
                        instanceof InetSocketAddress peer
                ? Source.ofPeer(peer.getAddress().getHostAddress())
                : Source.UNKNOWN;
    }

    private static <Q, S> ServerCall.Listener<Q> refuse(
            ServerCall<Q, S> call, Status status, String why) {
        call.close(status.withDescription(why), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
