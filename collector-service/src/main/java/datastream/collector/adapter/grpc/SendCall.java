package datastream.collector.adapter.grpc;

import datastream.reading.IngestOutcome;
import datastream.reading.InvalidField;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import datastream.v1.Reading;
import datastream.v1.SendResponse;
import datastream.wire.ReadingProto;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * One Send call: readings up, one per message, and one summary when the sender is done. Every
 * reading is on its way to the database the moment it arrives; at most {@link #WINDOW} are on their
 * way at once.
 */
final class SendCall implements StreamObserver<Reading> {

    private static final int WINDOW = 500;
    private static final int MOST_REJECTIONS_TOLD = 1_000;

    private final CallIngest ingest;
    private final ServerCallStreamObserver<SendResponse> response;

    /** Guarded by this object's lock, as is everything below. */
    private final SendResponse.Builder summary = SendResponse.newBuilder();

    private long received;
    private int unsettled;
    private boolean halfClosed;
    private boolean ended;

    SendCall(CallIngest ingest, ServerCallStreamObserver<SendResponse> response) {
        this.ingest = ingest;
        this.response = response;
        response.disableAutoRequest();
        response.setOnCancelHandler(this::end);
        response.request(WINDOW);
    }

    @Override
    public void onNext(Reading message) {
        try {
            long index = begin();
            ingest.ingest(decode(message))
                    .whenComplete((outcome, failure) -> settle(index, outcome, failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (Exception e) {
            fail(e);
        }
    }

    private static Submission decode(Reading message) {
        Submission.Builder submission = new Submission.Builder();
        try {
            submission.accept(ReadingProto.decode(message));
        } catch (InvalidField e) {
            submission.reject(e);
        }
        return submission.build();
    }

    private synchronized long begin() {
        unsettled++;
        return received++;
    }

    private synchronized void settle(
            long index, @Nullable IngestOutcome outcome, @Nullable Throwable failure) {
        if (outcome == null) {
            fail(failure == null ? new IllegalStateException("no outcome") : failure);
            return;
        }
        unsettled--;
        summary.setCommitted(summary.getCommitted() + outcome.committed());
        summary.setDuplicates(summary.getDuplicates() + outcome.duplicates());
        outcome.rejections().forEach(rejection -> addRejection(index, rejection));
        if (!ended) {
            response.request(1);
            completeIfDone();
        }
    }

    private void addRejection(long index, Rejection rejection) {
        summary.setRejected(summary.getRejected() + 1);
        if (summary.getRejectionsCount() < MOST_REJECTIONS_TOLD) {
            summary.addRejections(ReadingProto.encode(rejection, 0).toBuilder().setIndex(index));
        }
    }

    @Override
    public synchronized void onCompleted() {
        halfClosed = true;
        completeIfDone();
    }

    private void completeIfDone() {
        if (ended || !halfClosed || unsettled > 0) {
            return;
        }
        ended = true;
        if (summary.getRejected() > 0 && summary.getRejected() == received) {
            response.onError(nothingStorable());
        } else {
            response.onNext(summary.build());
            response.onCompleted();
        }
    }

    private Throwable nothingStorable() {
        datastream.v1.Rejection first = summary.getRejections(0);
        return Status.INVALID_ARGUMENT
                .withDescription(
                        "none of %d readings could be stored; reading %d: %s %s"
                                .formatted(
                                        received,
                                        first.getIndex(),
                                        first.getField(),
                                        first.getMessage()))
                .asRuntimeException();
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
            response.onError(Failures.toStatus(failure));
        }
    }
}
