package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.reading.InvalidField;
import datastream.reading.SensorScope;
import datastream.security.Permission;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTermsTest {

    private static final Set<Permission> BOTH = Set.of(Permission.READ, Permission.INGEST);

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "7", "boiler-room_2.east", "A.", "a-"})
    void takesAnyPlainName(String name) {
        assertThat(terms(name, BOTH).name()).isEqualTo(name);
        assertThat(terms("a".repeat(64), BOTH).name()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-a", ".a", "a b", "\u00e4", "a\n", "a'", "key a", "a%", "dsk_a", "dsr_a"
            })
    void refusesOthersAndDoesNotRepeatThem(String name) {
        assertRefused("name", name, BOTH);
        assertRefused("name", "a".repeat(65), BOTH);
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> terms("secret name", BOTH))
                .satisfies(e -> assertThat(e.rule()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPORT", "CONTROL", "EDIT", "ADMINISTER"})
    void isForNothingButHandingInAndReading(Permission permission) {
        assertRefused("permissions", "a", Set.of(permission));
        assertRefused("permissions", "a", Set.of(permission, Permission.READ));
        assertRefused("permissions", "a", Set.of());
        String name = permission.name().toLowerCase(Locale.ROOT);
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> KeyTerms.permission(name))
                .satisfies(e -> assertThat(e.field()).isEqualTo("permissions"));
    }

    @Test
    void namesItsPermissionsInTheirOrder() {
        assertThat(KeyTerms.wireNames(BOTH)).containsExactly("read", "ingest");
        assertThat(KeyTerms.permission("read")).isEqualTo(Permission.READ);
        assertThat(KeyTerms.permission("ingest")).isEqualTo(Permission.INGEST);
    }

    @Test
    void isToldInAFewWords() {
        assertThat(terms("a", BOTH).summary(17, 200)).isEqualTo("read and ingest");
        SensorScope scope = new SensorScope(Set.of("light", "co2"), Set.of("ROOM"));
        KeyTerms limited =
                new KeyTerms("a", Set.of(Permission.READ), scope, 1_795_262_400_000_000L);
        assertThat(limited.summary(17, 200))
                .isEqualTo(
                        "read, types co2 light, id1 from ROOM, until 2026-11-21T12:00:00.000000Z");
    }

    @Test
    void ofManySensorsTheirNumberIsToldAndWhereTheyStand() {
        SensorScope types = new SensorScope(many("a"), Set.of());
        assertThat(new KeyTerms("a", BOTH, types, null).summary(17, 200))
                .isEqualTo("read and ingest, 20 types as in /api/keys/17");
        SensorScope both = new SensorScope(many("a"), many("A"));
        String longest =
                new KeyTerms("a", BOTH, both, 1_795_262_400_000_000L).summary(Long.MAX_VALUE, 200);
        assertThat(longest)
                .isEqualTo(
                        "read and ingest, 20 types, 20 beginnings of id1 as in"
                                + " /api/keys/9223372036854775807,"
                                + " until 2026-11-21T12:00:00.000000Z")
                .hasSizeLessThan(200);
    }

    private static Set<String> many(String letter) {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(n -> letter.repeat(n + 12))
                .collect(Collectors.toSet());
    }

    private static void assertRefused(String field, String name, Set<Permission> permissions) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> terms(name, permissions))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    private static KeyTerms terms(String name, Set<Permission> permissions) {
        return new KeyTerms(name, permissions, SensorScope.UNLIMITED, null);
    }
}
