package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ApiKey key = ApiKey.random(RANDOM);

    @Test
    void isKnownAgainByItsHash() throws Exception {
        byte[] text = key.text().getBytes(StandardCharsets.US_ASCII);
        assertThat(ApiKey.parse(key.text()).hash())
                .isEqualTo(key.hash())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
        assertThat(ApiKey.random(RANDOM).hash()).isNotEqualTo(key.hash());
    }

    @Test
    void isA256BitTextWithAHintThatTellsLittle() {
        assertThat(key.text()).matches("dsk_[A-Za-z0-9_-]{43}");
        assertThat(key.text()).startsWith(key.hint());
        assertThat(key.hint()).hasSize(10);
    }

    /** Also with one that stands for the same bits, as the last letter has two to spare. */
    @Test
    void isAnotherOneWithAnyLetterChanged() {
        for (int i = "dsk_".length(); i < key.text().length(); i++) {
            for (char other : new char[] {'A', 'B', '-', '_'}) {
                String changed = key.text().substring(0, i) + other + key.text().substring(i + 1);
                if (!changed.equals(key.text())) {
                    assertThat(ApiKey.parse(changed).hash()).isNotEqualTo(key.hash());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dsk_",
                "dsk_AAAA",
                "dsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "dsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "dsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "dsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
                "dsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\u00e4",
                "DSK_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "dsr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                " dsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "dsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ",
                "dsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
            })
    void isNotReadFromAnythingElse(String text) {
        assertThat(ApiKey.parse(text)).isNull();
    }

    @Test
    void isNotShown() {
        assertThat(key.toString()).doesNotContain(key.text().substring(4));
    }
}
