package datastream.generator.grpc;

import datastream.generator.simulation.Batch;
import datastream.generator.simulation.RejectionLog;
import datastream.generator.simulation.Window;
import datastream.reading.Sensor;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.v1.Rejection;
import datastream.wire.ReadingProto;
import io.grpc.stub.ClientCallStreamObserver;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The life of one {@code Publish} stream: numbers batches from 1 and settles them as cumulative
 * acknowledgements come. Used only within the sequence of its {@link GrpcSender}.
 */
final class PublishStream {

    /** Beyond this, readings gather to larger batches while they wait. */
    private static final int MOST_OUTSTANDING = 64;

    private final Sensor sensor;
    private final Window window;
    private final RejectionLog rejectionLog;
    private final ClientCallStreamObserver<PublishRequest> call;

    /** In order of their numbers on this stream; the first has {@link #settledThrough} + 1. */
    private final ArrayDeque<Batch> outstanding = new ArrayDeque<>();

    /** Rejections per batch number, until their batch is settled. */
    private final Map<Long, Integer> rejections = new HashMap<>();

    private long settledThrough;
    private long lastProgress = System.nanoTime();

    PublishStream(
            Sensor sensor,
            Window window,
            RejectionLog rejectionLog,
            ClientCallStreamObserver<PublishRequest> call) {
        this.sensor = sensor;
        this.window = window;
        this.rejectionLog = rejectionLog;
        this.call = call;
    }

    /** Whether the flow control of the connection and our own let another batch through. */
    boolean hasRoom() {
        return outstanding.size() < MOST_OUTSTANDING && call.isReady();
    }

    void send(Batch batch) {
        if (outstanding.isEmpty()) {
            lastProgress = System.nanoTime();
        }
        outstanding.add(batch);
        call.onNext(
                PublishRequest.newBuilder()
                        .setBatchNumber(settledThrough + outstanding.size())
                        .setBatch(ReadingProto.encode(batch.readings(sensor)))
                        .build());
    }

    /** Whether it has had no answer yet. */
    boolean isUnanswered() {
        return settledThrough == 0;
    }

    void settle(PublishResponse response) {
        for (Rejection rejection : response.getRejectionsList()) {
            note(rejection);
        }
        while (settledThrough < response.getAcknowledgedThrough() && !outstanding.isEmpty()) {
            settledThrough++;
            Integer refused = rejections.remove(settledThrough);
            window.settle(outstanding.remove(), refused == null ? 0 : refused);
            lastProgress = System.nanoTime();
        }
    }

    /** How long readings have been outstanding without a sign of the collector. */
    long silentNanos() {
        return outstanding.isEmpty() ? 0 : System.nanoTime() - lastProgress;
    }

    void abandon(String reason) {
        call.cancel(reason, null);
    }

    /** Ends the stream; in order when all is answered. */
    void end() {
        if (outstanding.isEmpty()) {
            call.onCompleted();
        } else {
            abandon("The generator is gone");
        }
    }

    private void note(Rejection rejection) {
        long number = rejection.getBatchNumber();
        if (number > settledThrough && number <= settledThrough + outstanding.size()) {
            rejections.merge(number, 1, Integer::sum);
            rejectionLog.rejected(rejection.getField(), rejection.getMessage());
        }
    }
}
