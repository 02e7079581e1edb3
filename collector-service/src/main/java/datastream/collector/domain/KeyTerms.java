package datastream.collector.domain;

import datastream.reading.InvalidField;
import datastream.reading.SensorScope;
import datastream.reading.Timestamps;
import datastream.security.KeyGrant;
import datastream.security.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an API key is made for.
 *
 * @param name what it is called: 1 to 64 letters, digits, dots, hyphens and underscores, the first
 *     a letter or digit; no two keys that are kept have the same
 * @param permissions one or both of {@link KeyGrant#POSSIBLE}
 * @param scope the sensors that it may hand in or see
 * @param expiresMicros from when on it is refused, microseconds since 1970, UTC; null for never
 */
public record KeyTerms(
        String name, Set<Permission> permissions, SensorScope scope, @Nullable Long expiresMicros) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /**
     * @throws InvalidField naming the part that breaks its rule; it does not repeat a name, since
     *     it may be a key in the wrong place
     */
    public KeyTerms {
        if (!NAME.matcher(name).matches() || isSecret(name)) {
            throw new InvalidField("name", "must match " + NAME.pattern() + ", and be no key");
        }
        if (permissions.isEmpty() || !KeyGrant.POSSIBLE.containsAll(permissions)) {
            throw new InvalidField("permissions", "must be one or both of ingest and read");
        }
        permissions = Set.copyOf(EnumSet.copyOf(permissions));
    }

    /** By its beginning: a name is shown to everybody who may see the audit log. */
    private static boolean isSecret(String name) {
        return name.startsWith(ApiKey.PREFIX) || name.startsWith(RefreshToken.PREFIX);
    }

    /** Both in their order, so that the same terms are always told in the same way. */
    public static List<String> wireNames(Set<Permission> permissions) {
        return permissions.stream().sorted().map(KeyTerms::wireName).toList();
    }

    /**
     * @throws InvalidField when no key may have that permission
     */
    public static Permission permission(String wireName) {
        return KeyGrant.POSSIBLE.stream()
                .filter(permission -> wireName(permission).equals(wireName))
                .findFirst()
                .orElseThrow(() ->
                        InvalidField.of("permissions", "must be of ingest and read", wireName));
    }

    private static String wireName(Permission permission) {
        return permission.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What it may do, where and until when, in a few words: of many sensors their number, and where
     * all of them are told.
     *
     * @param id the key's number
     * @param most characters, at least 200
     */
    public String summary(long id, int most) {
        String whole =
                summary(
                        part(", types ", scope.sensorTypes())
                                + part(", id1 from ", scope.id1Prefixes()));
        if (whole.length() <= most) {
            return whole;
        }
        return summary(
                number(scope.sensorTypes(), "types")
                        + number(scope.id1Prefixes(), "beginnings of id1")
                        + " as in /api/keys/"
                        + id);
    }

    private String summary(String limits) {
        String until = expiresMicros == null ? "" : ", until " + Timestamps.format(expiresMicros);
        return String.join(" and ", wireNames(permissions)) + limits + until;
    }

    private static String part(String title, Set<String> values) {
        return values.isEmpty() ? "" : title + String.join(" ", values);
    }

    private static String number(Set<String> values, String what) {
        return values.isEmpty() ? "" : ", %d %s".formatted(values.size(), what);
    }
}
