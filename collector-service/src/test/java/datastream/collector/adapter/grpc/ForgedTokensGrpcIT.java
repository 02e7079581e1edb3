package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.adapter.ForgedTokens;
import datastream.collector.adapter.RawReading;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.TestIngest;
import datastream.reading.IngestOutcome;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What attackers show, over gRPC. */
class ForgedTokensGrpcIT {

    private final InMemoryReadings stored = new InMemoryReadings();
    private final TestIngest ingesting = new TestIngest(stored);
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

    @Test
    void theGenuineOneIsTakenAndTheOthersAreRefused() throws Exception {
        assertThat(send(ForgedTokens.genuine()).get(20, TimeUnit.SECONDS).committed()).isEqualTo(1);
        SoftAssertions answers = new SoftAssertions();
        ForgedTokens.all()
                .forEach(forged ->
                        answers.assertThat(statusOf(forged.getValue()))
                                .as(forged.getKey())
                                .isEqualTo(Status.Code.UNAUTHENTICATED));
        answers.assertAll();
        assertThat(stored.all()).hasSize(1);
    }

    @Test
    void whatFitsIntoNoHeaderIsRefused() {
        assertThatThrownBy(() -> send("A".repeat(100_000)).get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
        assertThat(stored.all()).isEmpty();
    }

    private Status.Code statusOf(String token) {
        try {
            send(token).get(20, TimeUnit.SECONDS);
            return Status.Code.OK;
        } catch (Exception e) {
            return Status.fromThrowable(e).getCode();
        }
    }

    private CompletableFuture<IngestOutcome> send(String token) {
        return new SendClient(fixture, "Bearer " + token)
                .submit(List.of(new RawReading("light", "HALL", 1, 1, 2.5)));
    }
}
