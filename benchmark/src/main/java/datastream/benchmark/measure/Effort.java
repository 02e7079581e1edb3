package datastream.benchmark.measure;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much time a measurement takes.
 *
 * @param coldTurns samples of each case that do not count: the JVMs are still compiling
 * @param repeats samples of each case that do; their median is the figure
 * @param warmUp before each sample
 * @param measured length of each sample
 * @param mostSensors beyond this, growth with sensors is not looked at
 * @param mostRows beyond this, growth with the table is not looked at
 * @param soak how long one load goes on, to see whether memory grows
 */
public record Effort(
        int coldTurns,
        int repeats,
        Duration warmUp,
        Duration measured,
        int mostSensors,
        long mostRows,
        Duration soak) {

    /** Shows that everything can be measured; its figures mean little. */
    public static final Effort QUICK =
            new Effort(
                    0,
                    1,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    10_000,
                    200_000,
                    Duration.ofSeconds(2));

    /** What the committed report comes from. */
    public static final Effort FULL =
            new Effort(
                    1,
                    3,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(6),
                    1_000_000,
                    10_000_000,
                    Duration.ofMinutes(30));

    /** The same, but for the number of samples that count. */
    public Effort withRepeats(int times) {
        return new Effort(coldTurns, times, warmUp, measured, mostSensors, mostRows, soak);
    }

    /** The same, but for the largest table. */
    public Effort withMostRows(long rows) {
        return new Effort(coldTurns, repeats, warmUp, measured, mostSensors, rows, soak);
    }

    /** How many rows the tables have that are asked for readings. */
    public List<Long> tables() {
        return Stream.of(1_000_000L, 10_000_000L, mostRows)
                .filter(rows -> rows <= mostRows)
                .distinct()
                .toList();
    }

    /** For the report. */
    @Override
    public String toString() {
        return "%d samples of %.1f s of each case, each after %.1f s of warming up and all after %d that do not count."
                .formatted(repeats, measured.toMillis() / 1e3, warmUp.toMillis() / 1e3, coldTurns);
    }
}
