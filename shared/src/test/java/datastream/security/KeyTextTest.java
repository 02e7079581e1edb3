package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    private static final String KEY = "dsk_" + "aB3-_".repeat(8) + "xyz";

    @Test
    void takesAKeyAndShowsItToNobody() {
        KeyText key = KeyText.named("COLLECTOR_API_KEY", KEY);
        assertThat(key.text()).isEqualTo(KEY);
        assertThat(key.toString()).doesNotContain(KEY.substring(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dsk", "dsr_", " ", "\n", "=", "\u00e4"})
    void refusesWhatIsNoneAndDoesNotRepeatIt(String odd) {
        for (String text :
                new String[] {
                    odd, KEY + odd + "x", odd + KEY.substring(4), KEY.substring(0, 20) + odd
                }) {
            assertThat(KeyText.parse(text)).as(text).isNull();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeyText.named("COLLECTOR_API_KEY", text))
                    .withMessage(
                            "COLLECTOR_API_KEY must be an API key: dsk_ and 43 letters, digits, - and _");
        }
    }
}
