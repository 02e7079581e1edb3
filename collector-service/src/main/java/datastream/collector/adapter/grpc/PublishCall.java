package datastream.collector.adapter.grpc;

import datastream.collector.domain.Door;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Ingestion;
import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import datastream.reading.SensorScope;
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
 * batches are unsettled, and the next is asked of the sender only when the last has found room; an
 * acknowledgement goes out only while the sender reads them. So neither direction grows.
 *
 * <p>Nothing here blocks. gRPC calls {@code onNext} and its siblings one after the other; outcomes
 * arrive on other threads. Everything shared is guarded by this object's lock.
 */
final class PublishCall implements StreamObserver<PublishRequest>, OpenCalls.Call {

    private static final int WINDOW = 4;

    private final IngestReadings ingest;
    private final SensorScope scope;
    private final ServerCallStreamObserver<PublishResponse> responses;
    private final OpenCalls open;
    private final Intake intake;

    private final ArrayDeque<Batch> unsettled = new ArrayDeque<>(WINDOW);
    private long lastNumber;
    private boolean halfClosed;
    private boolean retired;
    private boolean ended;

    /** A batch that cannot be taken apart is on its way into quarantine; then the call fails. */
    private boolean failing;

    /** One batch on its way; its outcome is null until it is committed. */
    private static final class Batch {
        final long number;
        @Nullable IngestOutcome outcome;

        Batch(long number) {
            this.number = number;
        }
    }

    private PublishCall(
            IngestReadings ingest,
            SensorScope scope,
            ServerCallStreamObserver<PublishResponse> responses,
            OpenCalls open) {
        this.ingest = ingest;
        this.scope = scope;
        this.responses = responses;
        this.open = open;
        intake = new Intake(responses, WINDOW);
    }

    static PublishCall begin(
            IngestReadings ingest,
            SensorScope scope,
            ServerCallStreamObserver<PublishResponse> responses,
            OpenCalls open) {
        PublishCall call = new PublishCall(ingest, scope, responses, open);
        responses.disableAutoRequest();
        responses.setOnReadyHandler(call::acknowledge);
        responses.setOnCancelHandler(call::end);
        open.add(call);
        call.start();
        return call;
    }

    private synchronized void start() {
        intake.askIfThereIsRoom();
    }

    @Override
    public void onNext(PublishRequest request) {
        try {
            Batch batch = open(request.getBatchNumber());
            if (batch == null) {
                return;
            }
            Submission submission = ReadingProto.decode(request.getBatch()).within(scope);
            Ingestion ingestion =
                    ingest.ingest(Door.GRPC, submission, request.getBatch().getSerializedSize());
            waitFor(ingestion);
            ingestion.admitted().thenRun(this::admitted);
            ingestion.outcome().whenComplete((outcome, failure) -> settle(batch, outcome, failure));
        } catch (MalformedPayload e) {
            quarantine(request, e);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Null when the call has ended meanwhile. */
    private synchronized @Nullable Batch open(long number) {
        intake.arrived();
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

    private synchronized void takeNoMore() {
        failing = true;
        intake.retire();
    }

    private synchronized void waitFor(Ingestion ingestion) {
        intake.waitFor(ingestion);
    }

    private synchronized void admitted() {
        intake.admitted();
    }

    /** The call ends with the fault, once the batch is in quarantine. */
    private void quarantine(PublishRequest request, MalformedPayload e) {
        takeNoMore();
        Ingestion ingestion =
                ingest.malformed(Door.GRPC, e.reason(), request.getBatch().toByteArray());
        waitFor(ingestion);
        // What could not be kept may be sent again.
        ingestion.outcome().whenComplete((_, failure) -> fail(failure == null ? e : failure));
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
        endIfDone();
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
        intake.settled(settled);
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

    private void endIfDone() {
        if (ended || failing || !unsettled.isEmpty()) {
            return;
        }
        if (halfClosed) {
            end();
            responses.onCompleted();
        } else if (retired) {
            end();
            responses.onError(Failures.goElsewhere());
        }
    }

    @Override
    public synchronized void retire() {
        retired = true;
        intake.retire();
        endIfDone();
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
        intake.end();
        open.remove(this);
    }

    @Override
    public synchronized void fail(Throwable failure) {
        if (!ended) {
            end();
            responses.onError(Failures.toStatus(failure));
        }
    }
}
