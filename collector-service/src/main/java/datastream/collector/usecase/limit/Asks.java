package datastream.collector.usecase.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database beside whoever waits for the answer, who may wait for as long as he likes. Few
 * questions are under way at once, as there are few connections for them. Thread-safe.
 */
final class Asks {

    /**
     * A database that is too slow for them is left alone: more would wait for longer than whoever
     * asks has patience.
     */
    private static final int MOST_WAITING = 15;

    private final Semaphore places;
    private final LongSupplier micros;
    private final @Nullable LocalBucket rate;

    /**
     * @param atOnce questions under way
     * @param perSecond questions in a second, or 0 for any number
     * @param micros any clock that does not go back
     */
    Asks(int atOnce, int perSecond, LongSupplier micros) {
        places = new Semaphore(atOnce);
        this.micros = micros;
        rate =
                perSecond == 0
                        ? null
                        : new LocalBucket(
                                new RequestLimit(perSecond * 60, perSecond), micros.getAsLong());
    }

    /**
     * @return null when there were too many lately, or too many wait
     */
    <T> @Nullable CompletableFuture<T> begin(Supplier<T> question) {
        if (places.getQueueLength() >= MOST_WAITING || !isInTime()) {
            return null;
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("request-limits").start(() -> ask(question, answer));
        return answer;
    }

    private boolean isInTime() {
        return rate == null || rate.take(micros.getAsLong()).passed();
    }

    private <T> void ask(Supplier<T> question, CompletableFuture<T> answer) {
        places.acquireUninterruptibly();
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        } finally {
            places.release();
        }
    }
}
