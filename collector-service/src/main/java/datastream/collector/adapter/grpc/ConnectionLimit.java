package datastream.collector.adapter.grpc;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler.Sharable;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections beyond a number as soon as they are accepted. To be put in the way of a
 * listening socket's new connections. Thread-safe.
 */
@Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean said = new AtomicBoolean();

    ConnectionLimit(int most) {
        this.most = most;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel connection = (Channel) message;
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            sayOnce();
            // It has no thread yet that it could be closed on.
            connection.unsafe().closeForcibly();
        } else {
            var _ = connection.closeFuture().addListener(_ -> closed());
            ctx.fireChannelRead(connection);
        }
    }

    private void closed() {
        if (open.decrementAndGet() < most / 2) {
            said.set(false);
        }
    }

    /** Until they are half as many: not for each that comes. */
    private void sayOnce() {
        if (said.compareAndSet(false, true)) {
            LOG.warn("{} gRPC connections are open; further ones are closed", most);
        }
    }
}
