package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.IngestLimits;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More connections than a door takes. */
class ConnectionLimitIT {

    private static final int MOST = 5;
    private static final int SOON_MILLIS = 20_000;

    private final TestIngest ingesting = new TestIngest(new GatedWriter(new InMemoryReadings()));
    private final Deque<Socket> strangers = new ArrayDeque<>();
    private GrpcFixture fixture;

    @BeforeEach
    void start() throws IOException {
        GrpcConfig config =
                new GrpcConfig(
                        "127.0.0.1", 0, Duration.ofMinutes(30), IngestLimits.USUAL.bytes(), MOST);
        fixture = new GrpcFixture(ingesting.start(), config);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket stranger : strangers) {
            stranger.close();
        }
        fixture.close();
        ingesting.close();
    }

    @Test
    void thoseBeyondTheLimitAreClosedAndTheOthersServed() throws IOException {
        assertThat(answers()).isTrue();
        for (int i = 1; i < MOST; i++) {
            strangers.add(connect());
        }
        for (int i = 0; i < 3; i++) {
            try (Socket tooMany = connect()) {
                assertThat(isClosedByServer(tooMany)).isTrue();
            }
        }
        assertThat(answers()).isTrue();

        strangers.removeLast().close();
        await().untilAsserted(() -> {
            try (Socket again = connect()) {
                assertThat(greets(again)).isTrue();
            }
        });
    }

    private boolean answers() {
        ServingStatus status =
                HealthGrpc.newBlockingStub(fixture.channel())
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus();
        return status == ServingStatus.SERVING;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", fixture.door().port());
        socket.setSoTimeout(SOON_MILLIS);
        return socket;
    }

    private static boolean isClosedByServer(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** A server of HTTP/2 speaks first, once it has accepted. */
    private static boolean greets(Socket socket) throws IOException {
        return socket.getInputStream().read() >= 0;
    }
}
