package datastream.collector.domain;

/**
 * A log-in that can be continued.
 *
 * @param id never given to another
 * @param expiresMicros from when on it is not continued, microseconds since 1970, UTC
 */
public record Session(long id, long expiresMicros) {}
