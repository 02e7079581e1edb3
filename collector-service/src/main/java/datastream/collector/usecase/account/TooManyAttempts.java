package datastream.collector.usecase.account;

import java.time.Duration;

/** Somebody has tried too often; the same may be tried again after a time. */
public final class TooManyAttempts extends RuntimeException {

    private final transient Duration pause;

    TooManyAttempts(String message, Duration pause) {
        super(message, null, false, false);
        this.pause = pause;
    }

    /** Until it may be tried again, above 0. */
    public Duration pause() {
        return pause;
    }
}
