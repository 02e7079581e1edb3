package datastream.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InvalidFieldTest {

    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void quotesTheValueThatBrokeTheRule() {
        assertThat(InvalidField.of("id1", "must be loud", "quiet").rule())
                .isEqualTo("must be loud, not \"quiet\"");
    }

    @Test
    void quotesSixtyFourCharactersInFullAndCutsTheNext() {
        assertThat(quoted("v".repeat(64))).isEqualTo("must, not \"" + "v".repeat(64) + "\"");
        assertThat(quoted("v".repeat(65))).isEqualTo("must, not \"" + "v".repeat(64) + "…\"");
    }

    @Test
    void neverCutsACharacterInHalf() throws CharacterCodingException {
        assertEncodable(quoted("v".repeat(63) + EMOJI + "v"));
        assertThat(quoted("v".repeat(62) + EMOJI + "v")).contains(EMOJI);
    }

    @Test
    void replacesWhatNoEncodingCanCarry() throws CharacterCodingException {
        assertEncodable(quoted("a\uD83Db"));
        assertEncodable(quoted("\uDE00"));
        assertEncodable(new InvalidField("\uD83D", "must").field());
    }

    @Test
    void keepsALineALine() {
        assertThat(quoted("a\r\nFORGED log line\0\u2028"))
                .doesNotContainPattern("[\\p{Cntrl}\\u2028]");
    }

    @Test
    void cutsTheNameOfAFieldToo() {
        assertThat(new InvalidField("f".repeat(50_000), "is not known").field())
                .isEqualTo("f".repeat(64) + "…");
    }

    @Test
    void costsNoStackTrace() {
        assertThat(new InvalidField("id1", "must").getStackTrace()).isEmpty();
    }

    private static String quoted(String value) {
        return InvalidField.of("id1", "must", value).rule();
    }

    private static void assertEncodable(String text) throws CharacterCodingException {
        var bytes = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
        assertThat(StandardCharsets.UTF_8.decode(bytes).toString()).isEqualTo(text);
    }
}
