package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryCodeTest {

    private final RecoveryCode code = RecoveryCode.random(new SecureRandom());

    @Test
    void isTypedAsOneLikes() {
        String text = code.text();
        assertThat(text).matches("([A-Z2-7]{4}-){5}[A-Z2-7]{4}");
        for (String typed :
                new String[] {
                    text,
                    text.toLowerCase(Locale.ROOT),
                    text.replace("-", ""),
                    " " + text.replace('-', ' ') + " ",
                }) {
            RecoveryCode parsed = RecoveryCode.parse(typed);
            assertThat(parsed).as(typed).isNotNull();
            assertThat(parsed.hash()).isEqualTo(code.hash());
            assertThat(parsed.text()).isEqualTo(text);
        }
    }

    @Test
    void isNoneOfAnotherForm() {
        String text = code.text();
        for (String none :
                new String[] {
                    "", "123456", text + "A", text.substring(1), text.replaceFirst(".", "0"), "-"
                }) {
            assertThat(RecoveryCode.parse(none)).as(none).isNull();
        }
    }

    @Test
    void isHidden() {
        assertThat(code).hasToString("RecoveryCode[hidden]");
        assertThat(code.hash()).hasSize(32);
        assertThat(RecoveryCode.random(new SecureRandom()).hash()).isNotEqualTo(code.hash());
    }
}
