package datastream.collector.adapter.grpc;

import datastream.collector.usecase.ingest.IngestReadings;
import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import datastream.v1.PublishRequest;
import datastream.v1.PublishResponse;
import datastream.wire.MalformedPayload;
import datastream.wire.ReadingProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
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

    /** As good as for ever: who waits here is held back by flow control. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final IngestReadings ingest;
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

    PublishCall(IngestReadings ingest, ServerCallStreamObserver<PublishResponse> responses) {
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
            ingest.ingest(submission, PATIENCE)
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

    /** Acknowledges all that is settled from the oldest on, when the sender can take it. */
    private synchronized void acknowledge() {
        if (ended || !responses.isReady()) {
            return;
        }
        PublishResponse.Builder response = PublishResponse.newBuilder();
        int settled = 0;
        for (Batch head = unsettled.peek(); head != null; head = unsettled.peek()) {
            if (head.outcome == null) {
                break;
            }
            add(response, head.number, head.outcome);
            unsettled.remove();
            settled++;
        }
        if (settled > 0) {
            responses.onNext(response.build());
            responses.request(settled);
        }
        completeIfDone();
    }

    private static void add(PublishResponse.Builder response, long number, IngestOutcome outcome) {
        response.setAcknowledgedThrough(number);
        response.setCommitted(response.getCommitted() + outcome.committed());
        response.setDuplicates(response.getDuplicates() + outcome.duplicates());
        for (Rejection rejection : outcome.rejections()) {
            response.addRejections(ReadingProto.encode(rejection, number));
        }
    }

    private void completeIfDone() {
        if (halfClosed && unsettled.isEmpty()) {
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
