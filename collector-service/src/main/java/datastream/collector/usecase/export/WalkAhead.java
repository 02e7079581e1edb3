package datastream.collector.usecase.export;

import datastream.collector.domain.StoredReading;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A walk that looks for the next portion while the one before is being used, so that database and
 * reader do not wait for each other by turns. One portion ahead and no more. Not thread-safe.
 */
final class WalkAhead implements ReadingWalk {

    private final ReadingWalk walk;
    private @Nullable FutureTask<@Nullable List<StoredReading>> ahead;

    WalkAhead(ReadingWalk walk) {
        this.walk = walk;
    }

    @Override
    public @Nullable List<StoredReading> next() {
        List<StoredReading> next = ahead == null ? walk.next() : await(ahead);
        ahead = next == null ? null : begin();
        return next;
    }

    private FutureTask<@Nullable List<StoredReading>> begin() {
        FutureTask<@Nullable List<StoredReading>> task = new FutureTask<>(walk::next);
        Thread.ofVirtual().name("export-ahead").start(task);
        return task;
    }

    private static @Nullable List<StoredReading> await(
            FutureTask<@Nullable List<StoredReading>> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Error cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException("A walk failed", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("An export was interrupted", e);
        }
    }
}
