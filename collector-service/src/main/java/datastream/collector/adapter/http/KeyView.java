package datastream.collector.adapter.http;

import datastream.collector.domain.KeyTerms;
import datastream.collector.domain.StoredKey;
import datastream.reading.Timestamps;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as administrators see it. Times are RFC 3339.
 *
 * @param hint the first letters of the key
 * @param permissions of {@code ingest} and {@code read}
 * @param sensorTypes those that it is limited to; null for any
 * @param id1Prefixes what an id1 must begin with, likewise
 * @param expiresAt null for never
 * @param revokedAt null when it is not
 * @param lastUsedAt to some minutes; null when it never was used
 */
record KeyView(
        long id,
        String name,
        String hint,
        List<String> permissions,
        @Nullable Set<String> sensorTypes,
        @Nullable Set<String> id1Prefixes,
        String createdAt,
        String createdBy,
        @Nullable String expiresAt,
        @Nullable String revokedAt,
        @Nullable String lastUsedAt) {

    static KeyView of(StoredKey key) {
        KeyTerms terms = key.terms();
        return new KeyView(
                key.id(),
                terms.name(),
                key.hint(),
                KeyTerms.wireNames(terms.permissions()),
                limit(terms.scope().sensorTypes()),
                limit(terms.scope().id1Prefixes()),
                Timestamps.format(key.createdMicros()),
                key.createdBy(),
                format(terms.expiresMicros()),
                format(key.revokedMicros()),
                format(key.lastUsedMicros()));
    }

    /** As it was asked for. */
    private static @Nullable Set<String> limit(Set<String> values) {
        return values.isEmpty() ? null : values;
    }

    private static @Nullable String format(@Nullable Long micros) {
        return micros == null ? null : Timestamps.format(micros);
    }
}
