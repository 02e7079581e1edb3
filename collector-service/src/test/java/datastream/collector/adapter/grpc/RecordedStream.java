package datastream.collector.adapter.grpc;

import datastream.collector.adapter.RawReading;
import datastream.collector.adapter.TestTokens;
import datastream.collector.fake.Readings;
import datastream.reading.Sensor;
import datastream.security.Role;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.ReadingBatch;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Publish stream that remembers what it was told. */
final class RecordedStream implements StreamObserver<PublishResponse> {

    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final StreamObserver<PublishRequest> requests;

    RecordedStream(GrpcFixture fixture) {
        requests = fixture.stub(TestTokens.bearer(Role.DEVICE)).publish(this);
    }

    /** Sends a batch of one reading, whose time is the batch's number. */
    void send(long number, Sensor sensor) {
        RawReading reading = RawReading.of(Readings.of(sensor, number, number));
        send(number, RawReading.batch(List.of(reading)));
    }

    void send(long number, ReadingBatch batch) {
        requests.onNext(PublishRequest.newBuilder().setBatchNumber(number).setBatch(batch).build());
    }

    void halfClose() {
        requests.onCompleted();
    }

    /** Numbers of the acknowledgements, in the order in which they came. */
    List<Long> acknowledged() {
        return acknowledged;
    }

    /** Completes when the collector ends the stream, exceptionally unless it does so in peace. */
    CompletableFuture<Void> end() {
        return end;
    }

    @Override
    public void onNext(PublishResponse response) {
        acknowledged.add(response.getAcknowledgedThrough());
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        end.complete(null);
    }
}
