package datastream.collector.usecase.ingest;

import datastream.reading.IngestOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * One submission on its way. Both stages complete on threads of others, and what follows them must
 * not block. Thread-safe.
 */
public final class Ingestion {

    private final CompletableFuture<Void> admitted;
    private final CompletableFuture<IngestOutcome> outcome;
    private final BooleanSupplier withdrawal;

    Ingestion(
            CompletableFuture<Void> admitted,
            CompletableFuture<IngestOutcome> outcome,
            BooleanSupplier withdrawal) {
        this.admitted = admitted;
        this.outcome = outcome;
        this.withdrawal = withdrawal;
    }

    /** Completes when it has found room. Until then a door asks its sender for nothing more. */
    public CompletionStage<Void> admitted() {
        return admitted.minimalCompletionStage();
    }

    /**
     * Completes after the commit, and never before; exceptionally with {@link
     * datastream.collector.domain.StoreUnavailable} when the collector stops first, and with {@link
     * Overloaded} when it was withdrawn.
     */
    public CompletionStage<IngestOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    /**
     * Gives up waiting for room, as its sender has gone or will wait no longer.
     *
     * @return whether it still waited. Then nothing of it will be stored; else all of it will.
     */
    public boolean withdraw() {
        return withdrawal.getAsBoolean();
    }
}
