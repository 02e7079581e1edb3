package datastream.collector.adapter.http;

import datastream.http.Problem;
import datastream.http.ProblemException;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * For so many at once; who finds no place is told to try again. What is sent must have come before:
 * a slow sender takes no place. Thread-safe.
 */
final class Places {

    private final Semaphore free;
    private final String full;

    /**
     * @param most at once, above zero
     * @param full what the others are told
     */
    Places(int most, String full) {
        free = new Semaphore(most);
        this.full = full;
    }

    /**
     * @throws ProblemException 429 when there is no place
     */
    <T extends @Nullable Object> T in(Supplier<T> work) {
        if (!free.tryAcquire()) {
            throw new ProblemException(
                    Problem.of(HttpStatus.TOO_MANY_REQUESTS, full), Map.of("Retry-After", "1"));
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
