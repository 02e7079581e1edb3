package datastream.benchmark.rig;

import java.time.Duration;
import java.time.Instant;

/**
 * What a table was filled with, for requests to ask for: readings of {@code sensors} sensors named
 * {@code temperature/BENCH/0} and so on, spread evenly over the time.
 *
 * @param rows how many were wanted; there are a few more
 * @param sensors how many sensors they are of
 * @param from when the first of them was measured
 * @param length how long they were measured, in whole seconds
 */
public record FilledTable(long rows, int sensors, Instant from, Duration length) {

    /** How many readings each sensor has in a second, one that has readings. */
    public double perSensorAndSecond() {
        return (double) rows / sensors / Math.max(1, length.toSeconds());
    }
}
