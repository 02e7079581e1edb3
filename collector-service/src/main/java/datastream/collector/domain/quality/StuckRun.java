package datastream.collector.domain.quality;

/**
 * Readings in a row that have the same value.
 *
 * @param fromMicros the first of them, microseconds since 1970
 * @param toMicros the last of them
 * @param value what all of them say
 * @param count how many they are
 */
public record StuckRun(long fromMicros, long toMicros, double value, long count) {}
