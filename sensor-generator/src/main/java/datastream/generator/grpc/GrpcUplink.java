package datastream.generator.grpc;

import datastream.generator.simulation.LinkHealth;
import datastream.generator.simulation.LinkLog;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.Uplink;
import datastream.generator.simulation.Window;
import datastream.reading.Sensor;
import datastream.security.Tokens;
import datastream.tls.ClientTls;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.ReadingServiceGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * The connection to the collector over gRPC: one channel, shared by all streams. Connects when the
 * first generator needs it. Each stream shows credentials of its own.
 */
public final class GrpcUplink implements Uplink {

    private static final long HURRY_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CHECK_INTERVAL_MILLIS = 500;
    private static final long CLOSE_MILLIS = 500;

    /** Of silence on the connection; the collector refuses pings more often than every 15 s. */
    private static final long PING_AFTER_SECONDS = 20;

    /** Without an answer the connection is dead, and with it all its streams. */
    private static final long PING_ANSWER_WITHIN_SECONDS = 10;

    private final ManagedChannel channel;
    private final StreamCredentials credentials;
    private final RetryPolicy retryPolicy;
    private final LinkLog log;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> checks;
    private final Set<GrpcSender> senders = ConcurrentHashMap.newKeySet();

    /** Atomic: many streams reconnect at once, and one of them hurries the channel. */
    private final AtomicLong hurriedAt = new AtomicLong(System.nanoTime());

    /** With a token for each stream, and trusting whom the JDK trusts. */
    public GrpcUplink(CollectorAddress address, Tokens tokens) {
        this(address, ClientTls.USUAL, StreamCredentials.tokens(tokens));
    }

    /**
     * @param tls how a collector that is reached by TLS is spoken with
     */
    public GrpcUplink(CollectorAddress address, ClientTls tls, StreamCredentials credentials) {
        this(
                Grpc.newChannelBuilderForAddress(
                                address.host(), address.port(), credentials(address, tls))
                        .keepAliveTime(PING_AFTER_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTimeout(PING_ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)
                        // Behind a name with several collectors: streams on each of them.
                        .defaultLoadBalancingPolicy("round_robin")
                        .build(),
                credentials,
                RetryPolicy.DEFAULT,
                new LinkLog("the collector at " + address));
    }

    GrpcUplink(
            ManagedChannel channel,
            StreamCredentials credentials,
            RetryPolicy retryPolicy,
            LinkLog log) {
        this.channel = channel;
        this.credentials = credentials;
        this.retryPolicy = retryPolicy;
        this.log = log;
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("grpc-uplink-timer").factory());
        checks =
                timer.scheduleWithFixedDelay(
                        () -> senders.forEach(GrpcSender::checkAnswers),
                        CHECK_INTERVAL_MILLIS,
                        CHECK_INTERVAL_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private static ChannelCredentials credentials(CollectorAddress address, ClientTls tls) {
        if (!address.tls()) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
        TrustManager authorities = tls.authorities();
        if (authorities != null) {
            credentials.trustManager(authorities);
        }
        KeyManager keys = tls.keys();
        if (keys != null) {
            credentials.keyManager(keys);
        }
        return credentials.build();
    }

    @Override
    public ReadingSender open(Sensor sensor, Window window) {
        GrpcSender sender = new GrpcSender(sensor, window, this);
        senders.add(sender);
        sender.start();
        return sender;
    }

    @Override
    public LinkHealth health() {
        if (senders.isEmpty()) {
            return LinkHealth.IDLE;
        }
        boolean connected = channel.getState(false) == ConnectivityState.READY;
        return connected && log.health() != LinkHealth.DOWN ? LinkHealth.UP : LinkHealth.DOWN;
    }

    @Override
    public void close() {
        checks.cancel(false);
        senders.forEach(GrpcSender::close);
        channel.shutdown();
        try {
            if (!channel.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
    }

    /** Begins a stream; its events come on gRPC's threads. */
    void publish(ClientResponseObserver<PublishRequest, PublishResponse> events) {
        hurryChannel();
        ReadingServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(credentials.headers()))
                .publish(events);
    }

    /** The next stream gets a new connection; other streams keep theirs. */
    void distrustConnection() {
        channel.enterIdle();
    }

    void forget(GrpcSender sender) {
        senders.remove(sender);
    }

    RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    LinkLog log() {
        return log;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /**
     * The channel has a backoff of its own, up to two minutes, during which calls fail unseen. Ours
     * decides, so the channel tries at once, at most every second however many streams ask.
     */
    private void hurryChannel() {
        long before = hurriedAt.get();
        long now = System.nanoTime();
        if (now - before > HURRY_INTERVAL_NANOS && hurriedAt.compareAndSet(before, now)) {
            channel.resetConnectBackoff();
        }
    }
}
