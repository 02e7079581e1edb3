package datastream.benchmark.load;

import datastream.reading.Sensor;
import java.time.Instant;

/**
 * The readings that every load makes: the same sensors, the same steps of time, the same values, so
 * that they make the same rows. Each sensor measures every millisecond, from a day that belongs to
 * the run.
 */
public final class Rows {

    static final long STEP_MICROS = 1_000;

    /**
     * Of {@link LoadKind#RAW_SPREAD}: 10 million readings of 1,000 sensors are those of 30 days.
     */
    public static final int SPREAD_SECONDS = 259;

    private static final long FIRST_DAY_MICROS =
            Instant.parse("2020-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int DIFFERENT_VALUES = 1_000;

    private Rows() {}

    static Sensor sensor(int index) {
        return new Sensor("temperature", "BENCH", index);
    }

    /** When reading {@code number} of a sensor is measured, in microseconds since 1970. */
    static long timestampMicros(int run, long number) {
        return FIRST_DAY_MICROS + run * DAY_MICROS + number * STEP_MICROS;
    }

    /** 20.00 to 29.99 in steps of a hundredth: what a thermometer says. */
    static double value(long number) {
        return (2_000 + number * 7 % DIFFERENT_VALUES) / 100.0;
    }
}
