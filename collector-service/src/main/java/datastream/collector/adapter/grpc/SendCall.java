package datastream.collector.adapter.grpc;

import datastream.collector.domain.Door;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Ingestion;
import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import datastream.reading.SensorScope;
import datastream.v1.Reading;
import datastream.v1.SendResponse;
import datastream.wire.ReadingProto;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * One Send call: readings up, one per message, and one summary when the sender is done. A reading
 * is on its way to the database the moment it arrives, or, when those before it are still on
 * theirs, with all that have come by then; at most {@link #WINDOW} are unsettled at once. Nothing
 * here blocks.
 */
final class SendCall implements StreamObserver<Reading>, OpenCalls.Call {

    private static final int WINDOW = 500;
    private static final int MOST_REJECTIONS_TOLD = 1_000;

    private final IngestReadings ingest;
    private final SensorScope scope;
    private final ServerCallStreamObserver<SendResponse> response;
    private final OpenCalls open;

    /** Guarded by this object's lock, as is everything below. */
    private final Intake intake;

    private final Gathering gathering;
    private boolean underway;
    private final SendResponse.Builder summary = SendResponse.newBuilder();
    private long received;
    private boolean halfClosed;
    private boolean retired;
    private boolean ended;

    private SendCall(
            IngestReadings ingest,
            SensorScope scope,
            ServerCallStreamObserver<SendResponse> response,
            Gathering.Limit limit,
            OpenCalls open) {
        this.ingest = ingest;
        this.scope = scope;
        this.response = response;
        this.open = open;
        gathering = new Gathering(limit);
        intake = new Intake(response, WINDOW);
    }

    static SendCall begin(
            IngestReadings ingest,
            SensorScope scope,
            ServerCallStreamObserver<SendResponse> response,
            Gathering.Limit limit,
            OpenCalls open) {
        SendCall call = new SendCall(ingest, scope, response, limit, open);
        response.disableAutoRequest();
        response.setOnCancelHandler(call::end);
        open.add(call);
        call.start();
        return call;
    }

    private synchronized void start() {
        intake.askIfThereIsRoom();
    }

    @Override
    public void onNext(Reading message) {
        try {
            add(message);
            handIn();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void add(Reading message) {
        intake.arrived();
        received++;
        gathering.add(message);
    }

    /** Hands in what has come, unless something is underway: then that does it when it is done. */
    private void handIn() {
        Gathering.Portion portion = nextPortion();
        if (portion == null) {
            gatherMore();
            return;
        }
        Ingestion ingestion =
                ingest.ingest(Door.GRPC, portion.submission().within(scope), portion.bytes());
        waitFor(ingestion);
        ingestion.admitted().thenRun(this::admitted);
        ingestion.outcome().whenComplete((outcome, failure) -> settle(portion, outcome, failure));
    }

    private synchronized Gathering.@Nullable Portion nextPortion() {
        if (underway || ended || gathering.isEmpty()) {
            return null;
        }
        underway = true;
        return gathering.take();
    }

    private synchronized void gatherMore() {
        if (!ended && (gathering.isEmpty() || gathering.mayGrow())) {
            intake.askIfThereIsRoom();
        }
    }

    private synchronized void waitFor(Ingestion ingestion) {
        intake.waitFor(ingestion);
    }

    private synchronized void admitted() {
        intake.admitted();
    }

    private void settle(
            Gathering.Portion portion,
            @Nullable IngestOutcome outcome,
            @Nullable Throwable failure) {
        if (outcome == null) {
            fail(failure == null ? new IllegalStateException("no outcome") : failure);
            return;
        }
        count(portion, outcome);
        handIn();
        finish();
    }

    private synchronized void count(Gathering.Portion portion, IngestOutcome outcome) {
        underway = false;
        summary.setCommitted(summary.getCommitted() + outcome.committed());
        summary.setDuplicates(summary.getDuplicates() + outcome.duplicates());
        for (Rejection rejection : outcome.rejections()) {
            addRejection(portion.first() + rejection.index(), rejection);
        }
        intake.settled(portion.submission().size());
    }

    private synchronized void finish() {
        endIfDone();
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
        endIfDone();
    }

    @Override
    public synchronized void retire() {
        retired = true;
        intake.retire();
        endIfDone();
    }

    private void endIfDone() {
        if (ended || !intake.idle()) {
            return;
        }
        if (halfClosed) {
            end();
            answer();
        } else if (retired) {
            end();
            response.onError(Failures.goElsewhere());
        }
    }

    private void answer() {
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
        gathering.release();
        intake.end();
        open.remove(this);
    }

    @Override
    public synchronized void fail(Throwable failure) {
        if (!ended) {
            end();
            response.onError(Failures.toStatus(failure));
        }
    }
}
