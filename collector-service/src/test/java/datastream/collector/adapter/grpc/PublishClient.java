package datastream.collector.adapter.grpc;

import datastream.collector.adapter.IngestDoorContract.DoorClient;
import datastream.collector.adapter.RawReading;
import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One Publish stream, one batch in flight at a time. */
final class PublishClient implements DoorClient, StreamObserver<PublishResponse> {

    private final GrpcFixture fixture;
    private final StreamObserver<PublishRequest> requests;
    private long number;
    private volatile CompletableFuture<IngestOutcome> answer = new CompletableFuture<>();

    PublishClient(GrpcFixture fixture, String authorization) {
        this.fixture = fixture;
        requests = fixture.stub(authorization).publish(this);
    }

    @Override
    public CompletableFuture<IngestOutcome> submit(List<RawReading> readings) {
        answer = new CompletableFuture<>();
        requests.onNext(
                PublishRequest.newBuilder()
                        .setBatchNumber(++number)
                        .setBatch(RawReading.batch(readings))
                        .build());
        return answer;
    }

    static Rejection toRejection(datastream.v1.Rejection rejection) {
        return new Rejection(
                rejection.getIndex(),
                Rejection.Code.valueOf(rejection.getCode().name()),
                rejection.getField(),
                rejection.getMessage());
    }

    @Override
    public void onNext(PublishResponse response) {
        if (response.getAcknowledgedThrough() == number) {
            answer.complete(
                    new IngestOutcome(
                            response.getCommitted(),
                            response.getDuplicates(),
                            response.getRejectionsList().stream()
                                    .map(PublishClient::toRejection)
                                    .toList()));
        }
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}

    @Override
    public void close() {
        fixture.close();
    }
}
