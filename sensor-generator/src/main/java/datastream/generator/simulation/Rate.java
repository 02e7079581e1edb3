package datastream.generator.simulation;

import datastream.reading.InvalidField;

/**
 * How often a sensor measures.
 *
 * @param perSecond readings per second, 0.01 to 100,000
 */
public record Rate(double perSecond) {

    /** One reading in 100 seconds. */
    public static final double LEAST = 0.01;

    /** The interval is then 10 microseconds, still more than the resolution of timestamps. */
    public static final double MOST = 100_000;

    /**
     * @throws InvalidField naming {@code rate} when it is out of range or not a number
     */
    public Rate {
        if (!(perSecond >= LEAST && perSecond <= MOST)) {
            throw new InvalidField(
                    "rate", "must be a number from 0.01 to 100000, not " + perSecond);
        }
    }

    double intervalMicros() {
        return 1_000_000 / perSecond;
    }

    @Override
    public String toString() {
        return perSecond + "/s";
    }
}
