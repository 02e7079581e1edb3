package datastream.collector.adapter.grpc;

import datastream.reading.SensorScope;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;

/** The sensors that the caller of a call is limited to, for the one who answers it. */
final class CallScope {

    private static final Context.Key<SensorScope> SCOPE =
            Context.keyWithDefault("sensor scope", SensorScope.UNLIMITED);

    private CallScope() {}

    /** Of the call that begins on this thread. */
    static SensorScope current() {
        return SCOPE.get();
    }

    /** Begins a call; one without limits costs nothing. */
    static <Q, S> ServerCall.Listener<Q> start(
            SensorScope scope,
            ServerCall<Q, S> call,
            Metadata headers,
            ServerCallHandler<Q, S> next) {
        return scope.isUnlimited()
                ? next.startCall(call, headers)
                : Contexts.interceptCall(
                        Context.current().withValue(SCOPE, scope), call, headers, next);
    }
}
