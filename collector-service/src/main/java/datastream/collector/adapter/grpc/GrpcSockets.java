package datastream.collector.adapter.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The sockets and threads beneath a gRPC server, as it would have them by itself, but for a limit
 * of connections: it knows none of its own (grpc-java issue 1886).
 */
final class GrpcSockets implements AutoCloseable {

    private static final long LAST_MILLIS = 100;

    private final ConnectionLimit limit;
    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup accepting = threads("grpc-accept", 1);
    private final EventLoopGroup working =
            threads("grpc", Runtime.getRuntime().availableProcessors());

    /**
     * @param mostConnections open at once; further ones are closed
     */
    GrpcSockets(int mostConnections) {
        limit = new ConnectionLimit(mostConnections);
    }

    NettyServerBuilder beneath(NettyServerBuilder builder) {
        return builder.channelFactory(this::listening)
                .bossEventLoopGroup(accepting)
                .workerEventLoopGroup(working);
    }

    private ServerChannel listening() {
        ServerChannel channel =
                epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
        channel.pipeline().addLast(limit);
        return channel;
    }

    private EventLoopGroup threads(String name, int count) {
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name, true), io);
    }

    /** Once the server is closed. Does not wait for the threads. */
    @Override
    public void close() {
        var _ = accepting.shutdownGracefully(0, LAST_MILLIS, TimeUnit.MILLISECONDS);
        var _ = working.shutdownGracefully(0, LAST_MILLIS, TimeUnit.MILLISECONDS);
    }
}
