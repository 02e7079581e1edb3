package datastream.chaos.journal;

import datastream.reading.Sensor;

/**
 * A reading that was made to be refused.
 *
 * @param sensor whose it is
 * @param timestampMicros microseconds since 1970; that of a good reading when it contradicts that
 * @param valueBits as {@link Double#doubleToRawLongBits} tells it
 */
public record BadReading(Sensor sensor, long timestampMicros, long valueBits) {}
