package datastream.chaos.sender;

import datastream.generator.grpc.CollectorAddress;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.Tokens;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.ReadingBatch;
import datastream.v1.ReadingServiceGrpc;
import datastream.v1.Sensor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Readings that break a rule over gRPC, a thousand in a batch, each batch on a stream of its own.
 */
final class MalformedBatches {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final int MOST_READINGS = 1_000;
    private static final long ANSWER_SECONDS = 10;
    private static final long RETRY_MILLIS = 200;

    private final SenderConfig config;

    MalformedBatches(SenderConfig config) {
        this.config = config;
    }

    long send() throws InterruptedException {
        var address = CollectorAddress.parse(config.targets().getFirst());
        ManagedChannel channel =
                Grpc.newChannelBuilderForAddress(
                                address.host(), address.port(), InsecureChannelCredentials.create())
                        .build();
        try {
            return send(
                    ReadingServiceGrpc.newStub(channel)
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers())),
                    channel);
        } finally {
            channel.shutdownNow();
        }
    }

    private long send(ReadingServiceGrpc.ReadingServiceStub stub, ManagedChannel channel)
            throws InterruptedException {
        long refused = 0;
        for (int sent = 0; sent < config.malformed(); sent += MOST_READINGS) {
            PublishRequest request = request(Math.min(MOST_READINGS, config.malformed() - sent));
            long answer = publish(stub, request);
            while (answer < 0) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                channel.resetConnectBackoff();
                answer = publish(stub, request);
            }
            refused += answer;
        }
        return refused;
    }

    /** How many were refused; -1 when no answer came. */
    private static long publish(ReadingServiceGrpc.ReadingServiceStub stub, PublishRequest request)
            throws InterruptedException {
        CompletableFuture<PublishResponse> answer = new CompletableFuture<>();
        StreamObserver<PublishRequest> stream =
                stub.withDeadlineAfter(Duration.ofSeconds(ANSWER_SECONDS))
                        .publish(new Answers(answer));
        stream.onNext(request);
        stream.onCompleted();
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS).getRejectionsCount();
        } catch (ExecutionException | TimeoutException e) {
            return -1;
        }
    }

    private PublishRequest request(int readings) {
        ReadingBatch.Builder batch = ReadingBatch.newBuilder();
        batch.addSensors(Sensor.newBuilder().setSensorType(config.sensors().type()).setId1("BAD"));
        batch.addSensors(Sensor.newBuilder().setSensorType("No Type").setId1("BAD"));
        for (int i = 0; i < readings; i++) {
            batch.addSensorIndex(i % 3);
            batch.addTimestampDeltaUs(1);
            batch.addSensorValue(Double.NaN);
        }
        return PublishRequest.newBuilder().setBatchNumber(1).setBatch(batch).build();
    }

    private Metadata headers() {
        String token =
                new Tokens(config.secret(), Clock.systemUTC())
                        .issue(new Principal("chaos-sender", Role.DEVICE), Duration.ofHours(1))
                        .text();
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return headers;
    }

    private record Answers(CompletableFuture<PublishResponse> first)
            implements StreamObserver<PublishResponse> {

        @Override
        public void onNext(PublishResponse response) {
            first.complete(response);
        }

        @Override
        public void onError(Throwable e) {
            first.completeExceptionally(e);
        }

        @Override
        public void onCompleted() {
            first.completeExceptionally(new IllegalStateException("The stream ended"));
        }
    }
}
