package datastream.collector.domain.quality;

/**
 * A stretch of time in which readings are missing.
 *
 * @param fromMicros the last reading before it, or where the range begins; microseconds since 1970
 * @param toMicros the first reading after it, or where the range ends
 * @param missing how many readings the usual interval has room for in between, at least 1
 */
public record Gap(long fromMicros, long toMicros, long missing) {}
