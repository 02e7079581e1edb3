package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.TestTokens;
import datastream.embedded.EmbeddedMariaDb;
import datastream.embedded.EmbeddedMariaDbConfig;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.ReadingBatch;
import datastream.v1.ReadingServiceGrpc;
import datastream.v1.Sensor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A collector, as a process, that is told to stop while it waits for a database that hangs. */
@Timeout(120)
class FrozenDatabaseStopIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Ten seconds are promised; twice as many on a machine that has much else to do. */
    private static final Duration PROMISED = Duration.ofSeconds(20);

    private static final String GOOD =
            "{\"sensor_type\":\"co2\",\"id1\":\"LAB\",\"id2\":%d,\"timestamp\":\"2026-11-21T08:00:00Z\",\"sensor_value\":417}";

    private EmbeddedMariaDb server;
    private CollectorProcess collector;
    private RestClient rest;
    private ManagedChannel channel;
    private StreamObserver<PublishRequest> publishing;
    private long batches;
    private final AtomicInteger answered = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        Path folder = Path.of("target", "mariadb-frozen");
        server = new EmbeddedMariaDb(EmbeddedMariaDbConfig.in(folder));
        server.start();
        collector = CollectorProcess.start(server.jdbcUrl(), server.user(), server.password());
        String token =
                TestTokens.TOKENS
                        .issue(new Principal("tester", Role.ADMIN), Duration.ofMinutes(5))
                        .text();
        collector.awaitReady();
        rest = new RestClient(collector.restPort()).with(token);
        channel =
                Grpc.newChannelBuilderForAddress(
                                "127.0.0.1",
                                collector.grpcPort(),
                                InsecureChannelCredentials.create())
                        .build();
        publishing = openStream();
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        channel.shutdownNow();
        rest.close();
        collector.close();
        signal("CONT");
        server.close();
    }

    @Test
    void endsInTimeThoughTheDatabaseHangs() throws Exception {
        for (int i = 0; i < 8; i++) {
            String body = i % 2 == 0 ? GOOD.formatted(i) : "bad " + i;
            Thread.startVirtualThread(() -> postForEver(body));
        }
        await().atMost(SOON).until(() -> answered.get() > 100);
        publish();
        signal("STOP");
        publish();
        await().atMost(SOON).until(() -> rest.get("/health/ready").status() == 503);
        try (var _ = halfARequest()) {
            long told = System.nanoTime();
            collector.terminate();
            assertThat(collector.awaitEnd(60, TimeUnit.SECONDS)).isZero();
            Duration took = Duration.ofNanos(System.nanoTime() - told);
            System.out.printf("[stop] with a frozen database: %d ms%n", took.toMillis());
            assertThat(took).isLessThan(PROMISED);
        }
    }

    /**
     * Whoever is served at the moment waits for the database; the others are told to come again.
     */
    private void postForEver(String body) {
        try {
            while (true) {
                rest.post("/api/readings", body);
                answered.incrementAndGet();
            }
        } catch (Exception e) {
            // Cut off by the end: what was not acknowledged its sender keeps.
        }
    }

    /** Waits for an acknowledgement for as long as it may. */
    private void publish() {
        ReadingBatch batch =
                ReadingBatch.newBuilder()
                        .addSensors(Sensor.newBuilder().setSensorType("co2").setId1("LAB"))
                        .addSensorIndex(0)
                        .addTimestampDeltaUs(1)
                        .addSensorValue(2)
                        .build();
        publishing.onNext(
                PublishRequest.newBuilder().setBatchNumber(++batches).setBatch(batch).build());
    }

    private Socket halfARequest() throws IOException {
        Socket socket = new Socket("127.0.0.1", collector.restPort());
        String head =
                "POST /api/readings HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 100\r\nAuthorization: %s\r\n\r\n["
                        .formatted(TestTokens.bearer(Role.DEVICE));
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private StreamObserver<PublishRequest> openStream() {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                TestTokens.bearer(Role.DEVICE));
        return ReadingServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .publish(new Ignoring());
    }

    private static final class Ignoring implements StreamObserver<PublishResponse> {
        @Override
        public void onNext(PublishResponse response) {}

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {}
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
