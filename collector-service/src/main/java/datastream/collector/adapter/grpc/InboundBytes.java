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
 * again. Calls that need no token have a small room of their own, so that they neither crowd out
 * the others nor fill the memory. Thread-safe.
 */
final class InboundBytes extends ServerStreamTracer.Factory {

    private static final Context.Key<Tracer> TRACER = Context.key("datastream-inbound-bytes");

    /** What a stranger asks has a few dozen bytes. */
    private static final long MOST_OF_A_STRANGER = 4 * 1024;

    private static final long MOST_OF_STRANGERS = 1024 * 1024;

    /** So much has a stranger however much the others hold: they cannot shut him out. */
    private static final long ALWAYS = 256;

    private final Bound readings;
    private final Bound strangers = new Bound(MOST_OF_A_STRANGER, MOST_OF_STRANGERS, ALWAYS);

    /** Of one message, of all together, and of one message whatever the others have. */
    private record Bound(long mostEach, long most, long always, AtomicLong held) {

        Bound(long mostEach, long most, long always) {
            this(mostEach, most, always, new AtomicLong());
        }
    }

    /**
     * @param most over all calls that hand in readings
     */
    InboundBytes(long most) {
        readings = new Bound(most, most, 0);
    }

    /**
     * Says how the call of the current context, which may hand in readings, is ended when it brings
     * too much.
     */
    static void onExcess(Runnable end) {
        Tracer tracer = TRACER.get();
        if (tracer != null) {
            tracer.admit(end);
        }
    }

    /** The same for one that anybody may make. */
    static void onExcessOfStranger(Runnable end) {
        Tracer tracer = TRACER.get();
        if (tracer != null) {
            tracer.end = end;
        }
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new Tracer();
    }

    private final class Tracer extends ServerStreamTracer {

        /** Of the message that is arriving. gRPC reads a call's bytes on one thread. */
        private long pending;

        private volatile Bound bound = strangers;
        private volatile @Nullable Runnable end;

        /** Before its first message: nothing is pending. */
        void admit(Runnable ending) {
            bound = readings;
            end = ending;
        }

        @Override
        public Context filterContext(Context context) {
            return context.withValue(TRACER, this);
        }

        @Override
        public void inboundWireSize(long bytes) {
            pending += bytes;
            Bound now = bound;
            long held = now.held().addAndGet(bytes);
            boolean tooMuch =
                    pending > now.mostEach() || (held > now.most() && pending > now.always());
            Runnable ending = end;
            if (tooMuch && ending != null) {
                end = null;
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
            bound.held().addAndGet(-pending);
            pending = 0;
        }
    }
}
