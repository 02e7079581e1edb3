package datastream.collector.fake;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A writer with handles: it can be held shut, and made to fail. */
public final class GatedWriter implements ReadingWriter {

    private final ReadingWriter target;
    private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);
    private final AtomicBoolean failing = new AtomicBoolean();
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
        if (failing.get()) {
            throw new StoreUnavailable("told to fail");
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
        failing.set(fail);
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
