package datastream.collector.fake;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.BatchRefused;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A writer with handles: it can be held shut, and made to fail. */
public final class GatedWriter implements ReadingWriter {

    private final ReadingWriter target;
    private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);
    private volatile Throwable failure;
    private volatile Predicate<Reading> refused = _ -> false;
    private volatile Predicate<Reading> faulty = _ -> false;
    private final AtomicInteger attempts = new AtomicInteger();
    private final List<List<Reading>> batches = new ArrayList<>();

    public GatedWriter(ReadingWriter target) {
        this.target = target;
    }

    @Override
    public BatchResult append(List<Reading> readings) {
        attempts.incrementAndGet();
        gate.acquireUninterruptibly();
        gate.release();
        throwIfToldTo();
        if (readings.stream().anyMatch(refused)) {
            throw new BatchRefused("told to refuse", new IllegalArgumentException());
        }
        if (readings.stream().anyMatch(faulty)) {
            throw new IllegalStateException("told to fail");
        }
        synchronized (batches) {
            batches.add(List.copyOf(readings));
        }
        return target.append(readings);
    }

    /** Calls from now on wait. */
    public void shut() {
        gate.drainPermits();
    }

    public void open() {
        gate.release(Integer.MAX_VALUE - gate.availablePermits());
    }

    public void fail(boolean fail) {
        failure = fail ? new StoreUnavailable("told to fail") : null;
    }

    public void failWith(Error error) {
        failure = error;
    }

    /** Fails, for no reason that anybody foresaw, with every batch with such a reading in it. */
    public void failFor(Predicate<Reading> cause) {
        faulty = cause;
    }

    /** Refuses every batch with such a reading in it, as a database's own rule does. */
    public void refuse(Predicate<Reading> poison) {
        refused = poison;
    }

    private void throwIfToldTo() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** Calls begun so far. */
    public int attempts() {
        return attempts.get();
    }

    /** The batches that were written, in order. */
    public List<List<Reading>> batches() {
        synchronized (batches) {
            return List.copyOf(batches);
        }
    }
}
