package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {

    @Test
    void grantsExactlyThesePermissions() {
        assertThat(permissions(Role.ADMIN)).containsExactly(Permission.values());
        assertThat(permissions(Role.USER))
                .containsExactly(
                        Permission.READ,
                        Permission.EXPORT,
                        Permission.INGEST,
                        Permission.CONTROL,
                        Permission.EDIT);
        assertThat(permissions(Role.VIEWER)).containsExactly(Permission.READ);
        assertThat(permissions(Role.DEVICE)).containsExactly(Permission.INGEST);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void isFoundByItsWireName(Role role) {
        assertThat(role.wireName()).isLowerCase();
        assertThat(Role.fromWireName(role.wireName())).isEqualTo(role);
    }

    @Test
    void isNotFoundByAnyOtherName() {
        assertThatIllegalArgumentException().isThrownBy(() -> Role.fromWireName("ADMIN"));
        assertThatIllegalArgumentException().isThrownBy(() -> Role.fromWireName(""));
    }

    private static Permission[] permissions(Role role) {
        return Arrays.stream(Permission.values()).filter(role::may).toArray(Permission[]::new);
    }
}
