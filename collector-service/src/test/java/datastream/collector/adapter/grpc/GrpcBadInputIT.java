package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.adapter.RawReading;
import datastream.collector.adapter.TestTokens;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.reading.IngestOutcome;
import datastream.security.Role;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.ReadingBatch;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that break the contract are ended with a precise status, and nothing is stored. */
class GrpcBadInputIT {

    private static final RawReading GOOD = RawReading.of(Readings.of(Readings.ROOM_1, 0, 1));

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
    void aCallWithoutAGoodTokenIsUnauthenticated() {
        for (String authorization :
                List.of(
                        "",
                        "Bearer garbage",
                        "Basic dXNlcjpwYXNz",
                        TestTokens.bearer(Role.ADMIN, Duration.ofSeconds(-5)))) {
            assertThat(failureOfSend(authorization, GOOD).getCode())
                    .as(authorization)
                    .isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(failureOfPublish(authorization, request(1, GOOD)).getCode())
                    .as(authorization)
                    .isEqualTo(Status.Code.UNAUTHENTICATED);
        }
        assertThat(stored.all()).isEmpty();
    }

    @Test
    void sendOfNothingStorableIsAnInvalidArgumentThatNamesTheField() {
        Status status = failureOfSend(TestTokens.bearer(Role.DEVICE), GOOD.withId1("room"));
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains("id1").contains("room");
        Status nan = failureOfSend(TestTokens.bearer(Role.DEVICE), GOOD.withValue(Double.NaN));
        assertThat(nan.getDescription()).contains("sensor_value").contains("NaN");
        assertThat(stored.all()).isEmpty();
    }

    @Test
    void anEmptySendIsAnEmptySummary() {
        IngestOutcome outcome =
                new SendClient(fixture, TestTokens.bearer(Role.DEVICE)).submit(List.of()).join();
        assertThat(outcome).isEqualTo(new IngestOutcome(0, 0, List.of()));
    }

    @Test
    void aBatchThatCannotBeTakenApartEndsTheStream() {
        ReadingBatch whole = RawReading.batch(List.of(GOOD));
        expectInvalid(1, whole.toBuilder().clearSensorValue().build(), "unequal length");
        expectInvalid(1, whole.toBuilder().addTimestampDeltaUs(1).build(), "unequal length");
        expectInvalid(1, ReadingBatch.getDefaultInstance(), "empty");
        expectInvalid(0, whole, "must grow");
        assertThat(stored.all()).isEmpty();
    }

    @Test
    void aBatchNumberThatDoesNotGrowEndsTheStreamAndStoresNoMore() {
        Status status =
                failureOfPublish(
                        TestTokens.bearer(Role.DEVICE),
                        request(2, GOOD),
                        request(2, GOOD.withMicros(GOOD.micros() + 1)));
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(stored.all()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void healthNeedsNoToken() {
        HealthCheckRequest request =
                HealthCheckRequest.newBuilder().setService("datastream.v1.ReadingService").build();
        assertThat(HealthGrpc.newBlockingStub(fixture.channel()).check(request).getStatus())
                .isEqualTo(ServingStatus.SERVING);
    }

    private void expectInvalid(long number, ReadingBatch batch, String because) {
        Status status =
                failureOfPublish(
                        TestTokens.bearer(Role.DEVICE),
                        PublishRequest.newBuilder().setBatchNumber(number).setBatch(batch).build());
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains(because);
    }

    private static PublishRequest request(long number, RawReading reading) {
        return PublishRequest.newBuilder()
                .setBatchNumber(number)
                .setBatch(RawReading.batch(List.of(reading)))
                .build();
    }

    private Status failureOfSend(String authorization, RawReading reading) {
        return failure(new SendClient(fixture, authorization).submit(List.of(reading)));
    }

    private Status failureOfPublish(String authorization, PublishRequest... requests) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        StreamObserver<PublishRequest> stream =
                fixture.stub(authorization)
                        .publish(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(PublishResponse response) {}

                                    @Override
                                    public void onError(Throwable failure) {
                                        end.completeExceptionally(failure);
                                    }

                                    @Override
                                    public void onCompleted() {
                                        end.complete(null);
                                    }
                                });
        for (PublishRequest request : requests) {
            stream.onNext(request);
        }
        stream.onCompleted();
        return failure(end);
    }

    private static Status failure(CompletableFuture<?> call) {
        try {
            call.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
            throw new AssertionError("the call succeeded");
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(StatusRuntimeException.class);
            return ((StatusRuntimeException) e.getCause()).getStatus();
        }
    }
}
