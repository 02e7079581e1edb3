package datastream.collector.usecase.key;

import java.time.Duration;

/**
 * How many API keys there may be.
 *
 * @param most that are good at a time: every collector has them in memory
 * @param retention how long one that is revoked or expired is still shown, and its name taken
 */
public record KeyLimits(int most, Duration retention) {

    public static final KeyLimits USUAL = new KeyLimits(10_000, Duration.ofDays(90));
}
