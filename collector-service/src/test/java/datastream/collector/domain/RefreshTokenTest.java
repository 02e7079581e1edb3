package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokenTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final RefreshToken token = RefreshToken.first(RANDOM);

    @Test
    void isKnownAgain() {
        RefreshToken again = RefreshToken.parse(token.text());
        assertThat(again.hash()).isEqualTo(token.hash()).hasSize(32);
        assertThat(again.familyHash()).isEqualTo(token.familyHash()).hasSize(32);
        assertThat(token.text()).matches("dsr_[A-Za-z0-9_-]{64}");
    }

    @Test
    void sharesItsFamilyWithTheNextAndNothingElse() {
        RefreshToken next = token.next(RANDOM);
        assertThat(next.familyHash()).isEqualTo(token.familyHash());
        assertThat(next.hash()).isNotEqualTo(token.hash());
        assertThat(RefreshToken.parse(next.text()).familyHash()).isEqualTo(token.familyHash());
        assertThat(RefreshToken.first(RANDOM).familyHash()).isNotEqualTo(token.familyHash());
    }

    @Test
    void isAnotherOneWithAnyLetterChanged() {
        for (int i = "dsr_".length(); i < token.text().length(); i++) {
            char other = token.text().charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.text().substring(0, i) + other + token.text().substring(i + 1);
            assertThat(RefreshToken.parse(changed).hash()).isNotEqualTo(token.hash());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dsr_",
                "dsr_AAAA",
                "dsr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "dsr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "dsr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
                "dsr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "DSR_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "dsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                " dsr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "eyJhbGciOiJIUzI1NiJ9.e30.x"
            })
    void isNotReadFromAnythingElse(String text) {
        assertThat(RefreshToken.parse(text)).isNull();
    }

    @Test
    void isNotShown() {
        assertThat(token.toString()).doesNotContain(token.text().substring(4));
    }
}
