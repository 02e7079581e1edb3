package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SetupTokenTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final SetupToken token = new SetupToken(new TokenSecret(SECRET));

    @Test
    void isTheSameOnEveryCollectorAndAnotherInEveryInstallation() {
        assertThat(new SetupToken(new TokenSecret(SECRET)).text()).isEqualTo(token.text());
        assertThat(new SetupToken(new TokenSecret(SECRET + "!")).text()).isNotEqualTo(token.text());
        assertThat(token.text()).matches("[0-9a-f]{32}");
    }

    @Test
    void isMatchedWhole() {
        assertThat(token.matches(token.text())).isTrue();
        assertThat(token.matches(token.text().substring(1))).isFalse();
        assertThat(token.matches(token.text() + "0")).isFalse();
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void isNotShown() {
        assertThat(token.toString()).doesNotContain(token.text());
    }
}
