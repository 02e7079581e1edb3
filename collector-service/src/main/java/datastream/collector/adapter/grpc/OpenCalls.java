package datastream.collector.adapter.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that are open now, so that a collector that stops can end them well. Thread-safe. */
final class OpenCalls {

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean retired;

    /** A call that hands readings in. Thread-safe. */
    interface Call {

        /**
         * Takes nothing more, acknowledges what it has in hand, and tells its sender to go on
         * elsewhere.
         */
        void retire();

        /** Ends at once; what is in hand is stored, but no longer acknowledged on this call. */
        void fail(Throwable failure);
    }

    void add(Call call) {
        calls.add(call);
        if (retired) {
            call.retire();
        }
    }

    void remove(Call call) {
        calls.remove(call);
    }

    void retireAll() {
        retired = true;
        calls.forEach(Call::retire);
    }
}
