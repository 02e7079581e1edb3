package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.TestIngest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers without a token may bring. */
class StrangersCallIT {

    private final TestIngest ingesting = new TestIngest(new InMemoryReadings());
    private GrpcFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new GrpcFixture(ingesting.start());
    }

    @AfterEach
    void close() {
        fixture.close();
        ingesting.close();
    }

    /** So often that what they brought would be too much by then, were it not forgotten. */
    @Test
    void aMessageTooLargeForAStrangerEndsItsCallAndNoOther() {
        for (int i = 0; i < 50; i++) {
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> ask("a".repeat(50_000)))
                    .extracting(e -> e.getStatus().getCode())
                    .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        }
        assertThat(ask("")).isEqualTo(ServingStatus.SERVING);
        assertThat(ask("datastream.v1.ReadingService")).isEqualTo(ServingStatus.SERVING);
    }

    private ServingStatus ask(String service) {
        HealthBlockingStub stub =
                HealthGrpc.newBlockingStub(fixture.channel())
                        .withDeadlineAfter(20, TimeUnit.SECONDS);
        return stub.check(HealthCheckRequest.newBuilder().setService(service).build()).getStatus();
    }
}
