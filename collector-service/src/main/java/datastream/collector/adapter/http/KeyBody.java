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

/** A wish for an API key; what is absent limits nothing. */
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
                new SensorScope(set("sensor_types", sensorTypes), set("id1_prefixes", id1Prefixes));
        return new KeyTerms(Json.required("name", name), wanted, scope, expiresMicros());
    }

    private static Set<String> set(String field, @Nullable List<@Nullable String> values) {
        Set<String> set = new TreeSet<>();
        if (values != null) {
            values.forEach(value -> set.add(Json.required(field, value)));
        }
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
