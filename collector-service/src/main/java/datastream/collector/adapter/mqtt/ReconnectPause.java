package datastream.collector.adapter.mqtt;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next connection: from a tenth of a second, doubled each time up to
 * two seconds, each between a half and all of that, so that collectors do not come back in step.
 * Not thread-safe.
 */
final class ReconnectPause {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 2_000;

    private long millis = FIRST_MILLIS;

    Duration next() {
        long most = millis;
        millis = Math.min(2 * millis, LONGEST_MILLIS);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** The connection has lasted: the next pause is the first again. */
    void reset() {
        millis = FIRST_MILLIS;
    }
}
