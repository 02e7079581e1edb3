package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TokenSecretTest {

    private static final String TEXT = "0123456789abcdef0123456789abcdef";

    @Test
    void hasAtLeastThirtyTwoBytes() {
        assertThat(new TokenSecret(TEXT).text()).isEqualTo(TEXT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenSecret(TEXT.substring(1)))
                .withMessageContaining("at least 32 bytes, this one has 31");
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(new TokenSecret("äëïöüáéíóúàèìòùâ").text()).hasSize(16);
    }

    @Test
    void isNotGivenAwayByItsRefusal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenSecret("hunter2"))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void hasAnotherKeyForEachPurposeAndTheSameInEveryService() {
        TokenSecret secret = new TokenSecret(TEXT);
        byte[] key = secret.keyFor("cursors").getEncoded();
        assertThat(key)
                .hasSize(32)
                .isEqualTo(new TokenSecret(TEXT).keyFor("cursors").getEncoded())
                .isNotEqualTo(secret.keyFor("cookies").getEncoded())
                .isNotEqualTo(new TokenSecret(TEXT + "!").keyFor("cursors").getEncoded())
                .isNotEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isNotAFewCharactersAgainAndAgain() {
        for (String weak : new String[] {"a".repeat(64), "0".repeat(32), "changec".repeat(9)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TokenSecret(weak))
                    .withMessageContaining("at least 8 different characters")
                    .withMessageNotContaining(weak);
        }
    }

    @Test
    void hasANameThatIsTheSameInEveryServiceAndNoOthers() {
        TokenSecret secret = new TokenSecret(TEXT);
        assertThat(secret.id())
                .matches("[0-9a-f]{16}")
                .isEqualTo(new TokenSecret(TEXT).id())
                .isNotEqualTo(new TokenSecret(TEXT + "!").id());
    }
}
