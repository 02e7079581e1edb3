package datastream.collector.domain;

import datastream.reading.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a change.
 *
 * @param id its key
 * @param sensor who measured
 * @param before its value before; null when it was not there
 * @param after its value after; null when it is not there any more
 */
public record ChangedReading(
        ReadingId id, Sensor sensor, @Nullable Double before, @Nullable Double after) {}
