package datastream.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.RawReading;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.ReadingServiceGrpc;
import datastream.v1.ReadingServiceGrpc.ReadingServiceStub;
import datastream.v1.Rejection;
import datastream.v1.SendResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A sender with an API key, over gRPC, with an open Publish call. */
final class KeyStream implements AutoCloseable, StreamObserver<PublishResponse> {

    private static final Metadata.Key<String> KEY =
            Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final List<String> rejections = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final ManagedChannel channel;
    private final ReadingServiceStub stub;
    private final StreamObserver<PublishRequest> requests;
    private long number;
    private volatile long acknowledged;

    KeyStream(int port, String key) {
        this(port, key, null);
    }

    /** Null for what is not sent. */
    KeyStream(int port, String key, String authorization) {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        Metadata headers = new Metadata();
        if (key != null) {
            headers.put(KEY, key);
        }
        if (authorization != null) {
            headers.put(AUTHORIZATION, authorization);
        }
        stub =
                ReadingServiceGrpc.newStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        requests = stub.publish(this);
    }

    void publish(RawReading... readings) {
        requests.onNext(
                PublishRequest.newBuilder()
                        .setBatchNumber(++number)
                        .setBatch(RawReading.batch(List.of(readings)))
                        .build());
    }

    void awaitAcknowledged(long batch) {
        await().atMost(Duration.ofSeconds(20)).until(() -> acknowledged >= batch || end.isDone());
        assertThat(acknowledged).as("%s", end).isEqualTo(batch);
    }

    /** Index and field of each. */
    List<String> rejections() {
        return rejections;
    }

    void awaitRefused() throws Exception {
        assertThat(awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    Status awaitEnd() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    /** By one Send call: how many are committed, and index and field of each rejection. */
    List<String> send(RawReading... readings) throws Exception {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        StreamObserver<datastream.v1.Reading> up = stub.send(new Summary(answer));
        for (RawReading reading : readings) {
            up.onNext(
                    datastream.v1.Reading.newBuilder()
                            .setSensorType(reading.sensorType())
                            .setId1(reading.id1())
                            .setId2(reading.id2())
                            .setTimestampUs(reading.micros())
                            .setSensorValue(reading.value())
                            .build());
        }
        up.onCompleted();
        return answer.get(20, TimeUnit.SECONDS);
    }

    private record Summary(CompletableFuture<List<String>> answer)
            implements StreamObserver<SendResponse> {

        @Override
        public void onNext(SendResponse response) {
            List<String> told = new ArrayList<>(List.of("committed " + response.getCommitted()));
            response.getRejectionsList().forEach(rejection -> told.add(text(rejection)));
            answer.complete(told);
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {}
    }

    private static String text(Rejection rejection) {
        return rejection.getIndex() + " " + rejection.getField();
    }

    @Override
    public void onNext(PublishResponse response) {
        response.getRejectionsList().forEach(rejection -> rejections.add(text(rejection)));
        acknowledged = response.getAcknowledgedThrough();
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
