package datastream.collector.domain;

import datastream.reading.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * A reading that an undo leaves alone, since it is not as the undone change left it.
 *
 * @param id its key
 * @param sensor who measured
 * @param expected its value after the undone change; null when that deleted it
 * @param found its value when the undo came; null when it was not there
 */
public record ChangeConflict(
        ReadingId id, Sensor sensor, @Nullable Double expected, @Nullable Double found) {}
