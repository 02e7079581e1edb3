package datastream.collector.adapter.http;

import datastream.collector.domain.KeyTerms;
import datastream.http.Json;
import datastream.reading.InvalidField;
import datastream.reading.SensorScope;
import datastream.reading.Timestamps;
import datastream.security.Permission;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A wish for an API key; what is null or absent limits nothing, and nothing else does. */
record KeyBody(
        @Nullable String name,
        @Nullable List<@Nullable String> permissions,
        @Nullable List<@Nullable String> sensorTypes,
        @Nullable List<@Nullable String> id1Prefixes,
        @Nullable String expiresAt) {

    /**
     * @throws InvalidField naming the field that is missing or breaks its rule
     */
    KeyTerms terms() {
        Set<Permission> wanted =
                set("permissions", Json.required("permissions", permissions)).stream()
                        .map(KeyTerms::permission)
                        .collect(Collectors.toSet());
        SensorScope scope =
                new SensorScope(
                        limit("sensor_types", sensorTypes), limit("id1_prefixes", id1Prefixes));
        return new KeyTerms(Json.required("name", name), wanted, scope, expiresMicros());
    }

    /** Empty for any. */
    private static Set<String> limit(String field, @Nullable List<@Nullable String> values) {
        if (values == null) {
            return Set.of();
        }
        if (values.isEmpty()) {
            throw new InvalidField(field, "must not be empty; null, or left out, for any");
        }
        return set(field, values);
    }

    private static Set<String> set(String field, List<@Nullable String> values) {
        Set<String> set = new TreeSet<>();
        values.forEach(value -> set.add(Json.required(field, value)));
        return set;
    }

    private @Nullable Long expiresMicros() {
        if (expiresAt == null) {
            return null;
        }
        try {
            return Timestamps.parse(expiresAt);
        } catch (InvalidField e) {
            throw new InvalidField("expires_at", e.rule());
        }
    }

    /** Shows nothing: a key may stand in it, in the wrong place. */
    @Override
    public String toString() {
        return "KeyBody[hidden]";
    }
}
