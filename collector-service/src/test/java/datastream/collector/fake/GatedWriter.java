package datastream.collector.fake;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A writer with handles: it can be held shut, and made to fail. */
public final class GatedWriter implements ReadingWriter {

    private final ReadingWriter target;
    private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);
    private volatile Throwable failure;
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
