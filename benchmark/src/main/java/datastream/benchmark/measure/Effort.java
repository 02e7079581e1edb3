package datastream.benchmark.measure;

import java.time.Duration;

/**
 * How much time a measurement takes.
 *
 * @param repeats samples of each case; their median counts
 * @param warmUp before each sample
 * @param measured length of each sample
 * @param mostSensors beyond this, growth with sensors is not looked at
 * @param mostRows beyond this, growth with the table is not looked at
 */
public record Effort(
        int repeats, Duration warmUp, Duration measured, int mostSensors, long mostRows) {

    /** Shows that everything can be measured; its figures mean little. */
    public static final Effort QUICK =
            new Effort(1, Duration.ofMillis(500), Duration.ofSeconds(1), 10_000, 200_000);

    /** What the committed report comes from. */
    public static final Effort FULL =
            new Effort(3, Duration.ofSeconds(3), Duration.ofSeconds(6), 1_000_000, 10_000_000);

    /** For the report. */
    @Override
    public String toString() {
        return "%d samples of %.1f s of each case, after %.1f s of warming up."
                .formatted(repeats, measured.toMillis() / 1e3, warmUp.toMillis() / 1e3);
    }
}
