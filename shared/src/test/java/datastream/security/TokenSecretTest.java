package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TokenSecretTest {

    @Test
    void hasAtLeastThirtyTwoBytes() {
        assertThat(new TokenSecret("s".repeat(32)).text()).hasSize(32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenSecret("s".repeat(31)))
                .withMessageContaining("at least 32 bytes, this one has 31");
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(new TokenSecret("é".repeat(16)).text()).hasSize(16);
    }

    @Test
    void isNotGivenAwayByItsRefusal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenSecret("hunter2"))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void hasAnotherKeyForEachPurposeAndTheSameInEveryService() {
        TokenSecret secret = new TokenSecret("s".repeat(32));
        byte[] key = secret.keyFor("cursors").getEncoded();
        assertThat(key)
                .hasSize(32)
                .isEqualTo(new TokenSecret("s".repeat(32)).keyFor("cursors").getEncoded())
                .isNotEqualTo(secret.keyFor("cookies").getEncoded())
                .isNotEqualTo(new TokenSecret("t".repeat(32)).keyFor("cursors").getEncoded())
                .isNotEqualTo("s".repeat(32).getBytes(StandardCharsets.UTF_8));
    }
}
