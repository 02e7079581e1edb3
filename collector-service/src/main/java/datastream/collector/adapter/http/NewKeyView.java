package datastream.collector.adapter.http;

import datastream.collector.domain.ApiKey;
import datastream.collector.domain.StoredKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new API key, for the one who may have it: what {@link KeyView} tells, and the key.
 *
 * @param key its text, which is told this once
 */
record NewKeyView(
        long id,
        String key,
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

    static NewKeyView of(ApiKey key, StoredKey stored) {
        KeyView rest = KeyView.of(stored);
        return new NewKeyView(
                rest.id(),
                key.text(),
                rest.name(),
                rest.hint(),
                rest.permissions(),
                rest.sensorTypes(),
                rest.id1Prefixes(),
                rest.createdAt(),
                rest.createdBy(),
                rest.expiresAt(),
                rest.revokedAt(),
                rest.lastUsedAt());
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "NewKeyView[hidden]";
    }
}
