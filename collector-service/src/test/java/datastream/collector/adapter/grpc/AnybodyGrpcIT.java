package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.adapter.RawReading;
import datastream.collector.adapter.TestTokens;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.TestIngest;
import datastream.reading.IngestOutcome;
import datastream.security.Role;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gRPC door that lets in whoever shows nothing. */
class AnybodyGrpcIT {

    private final InMemoryReadings stored = new InMemoryReadings();
    private final TestIngest ingesting = new TestIngest(stored);
    private GrpcFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = GrpcFixture.forAnybody(ingesting.start(), TestTokens.TOKENS);
    }

    @AfterEach
    void close() {
        fixture.close();
        ingesting.close();
    }

    @Test
    void takesReadingsFromWhoeverShowsNothing() throws Exception {
        assertThat(send(null).committed()).isEqualTo(1);
        assertThat(stored.all()).hasSize(1);
    }

    @Test
    void whatIsShownMustBeGood() {
        assertRefused("Bearer forged", Status.Code.UNAUTHENTICATED);
        assertRefused("", Status.Code.UNAUTHENTICATED);
        assertRefused(TestTokens.bearer(Role.VIEWER), Status.Code.PERMISSION_DENIED);
        assertThat(stored.all()).isEmpty();
    }

    private void assertRefused(String authorization, Status.Code code) {
        assertThatThrownBy(() -> send(authorization))
                .satisfies(e ->
                        assertThat(Status.fromThrowable(e).getCode())
                                .as(authorization)
                                .isEqualTo(code));
    }

    private IngestOutcome send(String authorization) throws Exception {
        return new SendClient(fixture, authorization)
                .submit(List.of(new RawReading("light", "HALL", 1, 1, 2.5)))
                .get(20, TimeUnit.SECONDS);
    }
}
