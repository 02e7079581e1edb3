package datastream.collector.adapter.grpc;

import datastream.collector.usecase.ingest.IngestReadings;
import datastream.collector.usecase.ingest.Overloaded;
import datastream.reading.IngestOutcome;
import datastream.reading.Submission;
import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Takes in what one call hands in. It may wait for room, which holds its sender back by flow
 * control, for as long as the call lives and no longer: a call that is cancelled while it waits
 * leaves nothing behind. Thread-safe.
 */
final class CallIngest {

    /** As good as for ever: the end of the call ends the wait. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final IngestReadings ingest;

    CallIngest(IngestReadings ingest) {
        this.ingest = ingest;
    }

    /**
     * @throws InterruptedException when the call was cancelled meanwhile
     */
    CompletionStage<IngestOutcome> ingest(Submission submission)
            throws Overloaded, InterruptedException {
        // The call's own cancel event waits behind this one; that of its context does not.
        Context context = Context.current();
        Thread waiting = Thread.currentThread();
        Context.CancellationListener wake = _ -> waiting.interrupt();
        context.addListener(wake, Runnable::run);
        try {
            return ingest.ingest(submission, PATIENCE);
        } finally {
            context.removeListener(wake);
        }
    }
}
