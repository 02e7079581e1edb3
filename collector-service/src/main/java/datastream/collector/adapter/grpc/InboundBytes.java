package datastream.collector.adapter.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what all calls together hold of messages that have begun to arrive and are not complete:
 * the one amount that neither flow control (it bounds what is not asked for) nor {@code Room} (it
 * counts what has arrived) sees. The call whose bytes are too many is ended and its sender may try
 * again. Thread-safe.
 */
final class InboundBytes extends ServerStreamTracer.Factory {

    private static final Context.Key<Tracer> TRACER = Context.key("datastream-inbound-bytes");

    private final long most;
    private final AtomicLong held = new AtomicLong();

    InboundBytes(long most) {
        this.most = most;
    }

    /** Says how the call of the current context is ended when it brings too much. */
    static void onExcess(Runnable end) {
        Tracer tracer = TRACER.get();
        if (tracer != null) {
            tracer.end = end;
        }
    }

    /** Bytes of incomplete messages, over all calls. */
    long held() {
        return held.get();
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new Tracer();
    }

    private final class Tracer extends ServerStreamTracer {

        /** Of the message that is arriving. gRPC reads a call's bytes on one thread. */
        private long pending;

        private volatile @Nullable Runnable end;

        @Override
        public Context filterContext(Context context) {
            return context.withValue(TRACER, this);
        }

        @Override
        public void inboundWireSize(long bytes) {
            Runnable ending = end;
            if (ending == null) {
                return; // Health and reflection need no token: they must not crowd out the others.
            }
            pending += bytes;
            if (held.addAndGet(bytes) > most) {
                ending.run();
            }
        }

        @Override
        public void inboundMessageRead(int number, long wireSize, long uncompressedSize) {
            release();
        }

        @Override
        public void streamClosed(Status status) {
            release();
        }

        private void release() {
            held.addAndGet(-pending);
            pending = 0;
        }
    }
}
