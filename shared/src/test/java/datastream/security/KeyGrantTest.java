package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import datastream.reading.SensorScope;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyGrantTest {

    private static final SensorScope ROOMS = new SensorScope(Set.of(), Set.of("ROOM"));

    @Test
    void allowsWhatItWasMadeForAndNothingElse() {
        for (Permission permission : Permission.values()) {
            assertThat(grant(Set.of(Permission.INGEST)).may(permission))
                    .isEqualTo(permission == Permission.INGEST);
            assertThat(grant(Set.of(Permission.READ)).may(permission))
                    .isEqualTo(permission == Permission.READ);
            assertThat(grant(Set.of(Permission.READ, Permission.INGEST)).may(permission))
                    .isEqualTo(permission == Permission.READ || permission == Permission.INGEST);
        }
    }

    @Test
    void isForNothingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> grant(Set.of()));
        for (Permission permission :
                EnumSet.complementOf(EnumSet.of(Permission.READ, Permission.INGEST))) {
            assertThatIllegalArgumentException().isThrownBy(() -> grant(Set.of(permission)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> grant(Set.of(permission, Permission.READ)));
        }
    }

    /** The names of accounts have no space in them. */
    @Test
    void isNotTakenForAnAccount() {
        Principal key = Principal.ofKey("boiler", grant(Set.of(Permission.READ)));
        assertThat(key.name()).isEqualTo("key boiler");
        assertThat(key.description()).isEqualTo("The key boiler");
        assertThat(key.isKey()).isTrue();
        assertThat(key.scope()).isEqualTo(ROOMS);
        Principal viewer = new Principal("ann", Role.VIEWER);
        assertThat(viewer.isKey()).isFalse();
        assertThat(viewer.scope().isUnlimited()).isTrue();
    }

    /** A token says a role: it would outlive the key, and know nothing of its limits. */
    @Test
    void becomesNoToken() {
        Tokens tokens =
                new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), Clock.systemUTC());
        Principal key = Principal.ofKey("boiler", grant(Set.of(Permission.READ)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens.issue(key, Duration.ofMinutes(1)));
    }

    private static KeyGrant grant(Set<Permission> permissions) {
        return new KeyGrant(1, permissions, ROOMS);
    }
}
