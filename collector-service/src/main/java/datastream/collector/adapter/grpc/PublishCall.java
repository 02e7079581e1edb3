package datastream.collector.adapter.grpc;

import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.wire.MalformedPayload;
import datastream.wire.ReadingProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One Publish call: numbered batches up, cumulative acknowledgements down.
 *
 * <p>Batches may be committed in any order (different sensors go to different lanes), but are
 * acknowledged in theirs: an acknowledgement speaks for all before it. At most {@link #WINDOW}
 * batches are unsettled; a further one is asked of the sender only when the acknowledgement of one
 * has been handed to the transport and the sender reads them, so neither direction grows.
 *
 * <p>gRPC calls {@code onNext} and its siblings one after the other; outcomes arrive on the
 * writers' threads. Everything shared is guarded by this object's lock.
 */
final class PublishCall implements StreamObserver<PublishRequest> {

    private static final int WINDOW = 4;

    private final CallIngest ingest;
    private final ServerCallStreamObserver<PublishResponse> responses;

    private final ArrayDeque<Batch> unsettled = new ArrayDeque<>(WINDOW);
    private long lastNumber;
    private boolean halfClosed;
    private boolean ended;

    /** One batch on its way; its outcome is null until it is committed. */
    private static final class Batch {
        final long number;
        @Nullable IngestOutcome outcome;

        Batch(long number) {
            this.number = number;
        }
    }

    PublishCall(CallIngest ingest, ServerCallStreamObserver<PublishResponse> responses) {
        this.ingest = ingest;
        this.responses = responses;
        responses.disableAutoRequest();
        responses.setOnReadyHandler(this::acknowledge);
        responses.setOnCancelHandler(this::end);
        responses.request(WINDOW);
    }

    @Override
    public void onNext(PublishRequest request) {
        try {
            Batch batch = open(request.getBatchNumber());
            if (batch == null) {
                return;
            }
            Submission submission = ReadingProto.decode(request.getBatch());
            ingest.ingest(submission)
                    .whenComplete((outcome, failure) -> settle(batch, outcome, failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (Exception e) {
            fail(e);
        }
    }

    /** Null when the call has ended meanwhile. */
    private synchronized @Nullable Batch open(long number) {
        if (ended) {
            return null;
        }
        if (Long.compareUnsigned(number, lastNumber) <= 0) {
            throw new MalformedPayload(
                    "batch_number must grow: %s after %s"
                            .formatted(
                                    Long.toUnsignedString(number),
                                    Long.toUnsignedString(lastNumber)));
        }
        lastNumber = number;
        Batch batch = new Batch(number);
        unsettled.add(batch);
        return batch;
    }

    private void settle(Batch batch, @Nullable IngestOutcome outcome, @Nullable Throwable failure) {
        if (outcome == null) {
            fail(failure == null ? new IllegalStateException("no outcome") : failure);
            return;
        }
        synchronized (this) {
            batch.outcome = outcome;
        }
        acknowledge();
    }

    /** Acknowledges all that is settled from the oldest on, while the sender takes it. */
    private synchronized void acknowledge() {
        while (!ended && isSettled(unsettled.peek()) && responses.isReady()) {
            acknowledgeTogether();
        }
        completeIfDone();
    }

    /** One response for as many batches as are settled; rejections end it, for they are large. */
    private void acknowledgeTogether() {
        PublishResponse.Builder response = PublishResponse.newBuilder();
        int settled = 0;
        while (isSettled(unsettled.peek()) && response.getRejectionsCount() == 0) {
            add(response, unsettled.remove());
            settled++;
        }
        responses.onNext(response.build());
        responses.request(settled);
    }

    private static boolean isSettled(@Nullable Batch batch) {
        return batch != null && batch.outcome != null;
    }

    private static void add(PublishResponse.Builder response, Batch batch) {
        IngestOutcome outcome = Objects.requireNonNull(batch.outcome);
        response.setAcknowledgedThrough(batch.number);
        response.setCommitted(response.getCommitted() + outcome.committed());
        response.setDuplicates(response.getDuplicates() + outcome.duplicates());
        for (Rejection rejection : outcome.rejections()) {
            response.addRejections(ReadingProto.encode(rejection, batch.number));
        }
    }

    private void completeIfDone() {
        if (!ended && halfClosed && unsettled.isEmpty()) {
            ended = true;
            responses.onCompleted();
        }
    }

    @Override
    public synchronized void onCompleted() {
        halfClosed = true;
        acknowledge();
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    private synchronized void end() {
        ended = true;
    }

    private synchronized void fail(Throwable failure) {
        if (!ended) {
            ended = true;
            responses.onError(Failures.toStatus(failure));
        }
    }
}
