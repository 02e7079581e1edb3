package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.RawReading;
import datastream.collector.adapter.TestTokens;
import datastream.collector.domain.Door;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.BatchConfig;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.reading.Submission;
import datastream.security.Role;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that is cancelled while it waits for room leaves nothing behind. */
class CancelledCallIT {

    private final InMemoryReadings stored = new InMemoryReadings();
    private final GatedWriter writer = new GatedWriter(stored);
    private final TestIngest ingesting =
            new TestIngest(writer, new BatchConfig(1, 10, 10), new IngestLimits(1, 1_000));
    private GrpcFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new GrpcFixture(ingesting.start());
    }

    @AfterEach
    void close() {
        writer.open();
        fixture.close();
        ingesting.close();
    }

    @Test
    void aCancelledCallStopsWaitingForRoom() throws Exception {
        writer.shut();
        Submission.Builder first = new Submission.Builder();
        first.accept(Readings.of(Readings.ROOM_1, 0, 0));
        ingesting.ingest().ingest(Door.GRPC, first.build(), 1);
        Call call = new Call();
        fixture.stub(TestTokens.bearer(Role.DEVICE)).publish(call);
        call.requests.onNext(request(Readings.of(Readings.ROOM_1, 1, 1)));
        await().until(() -> ingesting.waiting() == 1);
        call.requests.cancel("enough", null);
        await().untilAsserted(() -> assertThat(ingesting.waiting()).isZero());
        writer.open();
        await().until(() -> ingesting.inFlight() == 0);
        assertThat(stored.all()).hasSize(1);
    }

    private static PublishRequest request(datastream.reading.Reading reading) {
        return PublishRequest.newBuilder()
                .setBatchNumber(1)
                .setBatch(RawReading.batch(List.of(RawReading.of(reading))))
                .build();
    }

    private static final class Call
            implements ClientResponseObserver<PublishRequest, PublishResponse> {

        private ClientCallStreamObserver<PublishRequest> requests;

        @Override
        public void beforeStart(ClientCallStreamObserver<PublishRequest> call) {
            requests = call;
        }

        @Override
        public void onNext(PublishResponse response) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
