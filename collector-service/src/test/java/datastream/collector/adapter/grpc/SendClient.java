package datastream.collector.adapter.grpc;

import datastream.collector.adapter.IngestDoorContract.DoorClient;
import datastream.collector.adapter.RawReading;
import datastream.reading.IngestOutcome;
import datastream.v1.Reading;
import datastream.v1.SendResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A Send call for every submission. */
final class SendClient implements DoorClient {

    private final GrpcFixture fixture;
    private final String authorization;

    SendClient(GrpcFixture fixture, String authorization) {
        this.fixture = fixture;
        this.authorization = authorization;
    }

    @Override
    public CompletableFuture<IngestOutcome> submit(List<RawReading> readings) {
        CompletableFuture<IngestOutcome> answer = new CompletableFuture<>();
        StreamObserver<Reading> requests = fixture.stub(authorization).send(new Summary(answer));
        readings.forEach(raw -> requests.onNext(message(raw)));
        requests.onCompleted();
        return answer;
    }

    static Reading message(RawReading raw) {
        return Reading.newBuilder()
                .setSensorType(raw.sensorType())
                .setId1(raw.id1())
                .setId2(raw.id2())
                .setTimestampUs(raw.micros())
                .setSensorValue(raw.value())
                .build();
    }

    private record Summary(CompletableFuture<IngestOutcome> answer)
            implements StreamObserver<SendResponse> {

        @Override
        public void onNext(SendResponse response) {
            answer.complete(
                    new IngestOutcome(
                            (int) response.getCommitted(),
                            (int) response.getDuplicates(),
                            response.getRejectionsList().stream()
                                    .map(PublishClient::toRejection)
                                    .toList()));
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {}
    }

    @Override
    public void close() {
        fixture.close();
    }
}
