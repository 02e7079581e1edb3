package datastream.collector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What attackers show, and the verifier that all doors have. */
class ForgedTokensTest {

    @Test
    void theGenuineOneIsTaken() throws InvalidToken {
        assertThat(TestTokens.TOKENS.verifyBearer("Bearer " + ForgedTokens.genuine()))
                .isEqualTo(new Principal("tester", Role.ADMIN));
    }

    @ParameterizedTest
    @MethodSource("datastream.collector.adapter.ForgedTokens#all")
    void theOthersAreRefused(Map.Entry<String, String> forged) {
        assertThatExceptionOfType(InvalidToken.class)
                .as(forged.getKey())
                .isThrownBy(() -> TestTokens.TOKENS.verifyBearer("Bearer " + forged.getValue()));
    }
}
