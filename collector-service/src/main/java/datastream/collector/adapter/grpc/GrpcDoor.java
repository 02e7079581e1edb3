package datastream.collector.adapter.grpc;

import datastream.collector.usecase.audit.Audit;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.security.Admission;
import datastream.security.TokenVerifier;
import datastream.tls.ServerTls;
import datastream.v1.ReadingServiceGrpc;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.RecvByteBufAllocator;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC server: readings behind a token or API key, health and reflection open. No handler
 * blocks, so all of them run on the event loop; what waits for room waits without a thread.
 */
public final class GrpcDoor implements AutoCloseable {

    private static final int MOST_MESSAGE_BYTES = 1024 * 1024;
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final long KEEPALIVE_SECONDS = 30;
    private static final long HANDSHAKE_SECONDS = 10;
    private static final long GRACE_SECONDS = 10;
    private static final long LAST_MILLIS = 500;
    private static final int MOST_CALLS_PER_CONNECTION = 1_000;

    /** What a connection's sender may have on its way unread: a full collector holds no more. */
    private static final int FLOW_CONTROL_BYTES = 64 * 1024;

    /**
     * Sizes of the buffers that connections are read into. What waits for room keeps the whole
     * buffer it came in: with Netty's own sizes, up to 64 KiB, a thousand senders that have much in
     * store take all direct memory.
     */
    private static final RecvByteBufAllocator READ_BUFFERS =
            new AdaptiveRecvByteBufAllocator(512, 1024, 4096);

    private final Server server;
    private final GrpcSockets sockets;
    private final HealthStatusManager health = new HealthStatusManager();
    private final OpenCalls open = new OpenCalls();

    /** Over plain TCP; nobody is told who was refused. */
    public GrpcDoor(GrpcConfig config, IngestReadings ingest, TokenVerifier tokens) {
        this(config, null, ingest, tokens, Admission.KNOWN_SENDERS, _ -> {});
    }

    /**
     * The option is deprecated since Netty 4.2, which offers no other way to the same.
     *
     * @param tls what it speaks TLS with, and nothing else then; null for plain TCP
     * @param admission who is let in
     * @param audit is told who was refused
     */
    @SuppressWarnings("deprecation")
    public GrpcDoor(
            GrpcConfig config,
            @Nullable ServerTls tls,
            IngestReadings ingest,
            TokenVerifier tokens,
            Admission admission,
            Audit audit) {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(config.host(), config.port()))
                        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                        .directExecutor()
                        .addStreamTracerFactory(new InboundBytes(config.mostInboundBytes()))
                        .flowControlWindow(FLOW_CONTROL_BYTES)
                        .withChildOption(ChannelOption.RCVBUF_ALLOCATOR, READ_BUFFERS)
                        .maxConnectionAge(config.connectionAge().toMillis(), TimeUnit.MILLISECONDS)
                        .maxConnectionAgeGrace(GRACE_SECONDS, TimeUnit.SECONDS)
                        .maxConcurrentCallsPerConnection(MOST_CALLS_PER_CONNECTION)
                        .maxInboundMessageSize(MOST_MESSAGE_BYTES)
                        .maxInboundMetadataSize(MOST_HEADER_BYTES)
                        .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveTime(KEEPALIVE_SECONDS / 2, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .addService(
                                ServerInterceptors.intercept(
                                        new ReadingService(ingest, open),
                                        new BearerInterceptor(tokens, admission, audit)))
                        .addService(open(health.getHealthService()))
                        .addService(open(ProtoReflectionServiceV1.newInstance()));
        if (tls != null) {
            builder.sslContext(GrpcTls.context(tls));
        }
        sockets = new GrpcSockets(config.mostConnections());
        server = sockets.beneath(builder).build();
    }

    private static ServerServiceDefinition open(BindableService service) {
        return ServerInterceptors.intercept(service, new StrangersInterceptor());
    }

    /**
     * @throws IOException when the port is in use
     */
    public void start() throws IOException {
        server.start();
        health.setStatus(
                ReadingServiceGrpc.SERVICE_NAME,
                io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING);
    }

    /** The port that it listens on, once started. */
    public int port() {
        return server.getPort();
    }

    /**
     * Takes no new calls, and nothing more on those that are open: they end when all that they
     * brought is acknowledged.
     */
    public void stopTaking() {
        if (!server.isShutdown()) {
            health.enterTerminalState();
            server.shutdown();
            open.retireAll();
        }
    }

    /** Lets the last acknowledgements go out, then ends every call with UNAVAILABLE. */
    @Override
    public void close() {
        stopTaking();
        try {
            if (!server.awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            sockets.close();
        }
    }
}
