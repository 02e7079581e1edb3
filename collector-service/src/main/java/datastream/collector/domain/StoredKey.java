package datastream.collector.domain;

import org.jspecify.annotations.Nullable;

/**
 * An API key as it is kept: everything but the key.
 *
 * @param id never given to another key
 * @param hint the first letters of its text
 * @param createdBy the name of the account that made it, which may be gone by now
 * @param createdMicros when that was, microseconds since 1970, UTC
 * @param revokedMicros since when it is refused, or null
 * @param lastUsedMicros when it was used last, to some minutes; null when it never was
 */
public record StoredKey(
        long id,
        KeyTerms terms,
        String hint,
        String createdBy,
        long createdMicros,
        @Nullable Long revokedMicros,
        @Nullable Long lastUsedMicros) {}
