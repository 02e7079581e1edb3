package datastream.collector.domain.quality;

import datastream.reading.InvalidField;
import org.jspecify.annotations.Nullable;

/**
 * What counts as wrong.
 *
 * @param intervalMicros usual time between two readings, above 0; null to find it out
 * @param least least value that is possible, finite, or null for no bound
 * @param most greatest value that is possible, finite, or null for no bound
 * @param stuckAfter equal values in a row that are a finding, 2 to {@link #MOST_STUCK}
 * @param spike robust standard deviations off the median of its neighbours beyond which a reading
 *     is a spike; finite, above 0
 */
public record QualityRules(
        @Nullable Long intervalMicros,
        @Nullable Double least,
        @Nullable Double most,
        int stuckAfter,
        double spike) {

    public static final int USUAL_STUCK = 10;
    public static final int MOST_STUCK = 1_000_000;

    /** Normally distributed noise exceeds it about once in 100,000 readings (simulated). */
    public static final double USUAL_SPIKE = 8;

    /** Readings on each side that a reading is compared with, to tell a spike. */
    public static final int SPIKE_NEIGHBOURS = SpikeDetector.NEIGHBOURS;

    /**
     * @throws InvalidField naming the parameter that breaks its rule
     */
    public QualityRules {
        if (intervalMicros != null && intervalMicros < 1) {
            throw new InvalidField("interval", "must be above 0");
        }
        if (least != null && most != null && least > most) {
            throw new InvalidField("min", "must not be above max");
        }
        if (stuckAfter < 2 || stuckAfter > MOST_STUCK) {
            throw new InvalidField("stuck_after", "must be an integer from 2 to " + MOST_STUCK);
        }
        if (!(spike > 0) || !Double.isFinite(spike)) {
            throw new InvalidField("spike", "must be a number above 0");
        }
    }

    /** The same with another interval. */
    public QualityRules withInterval(@Nullable Long micros) {
        return new QualityRules(micros, least, most, stuckAfter, spike);
    }
}
