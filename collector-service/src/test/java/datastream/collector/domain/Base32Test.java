package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Base32Test {

    /** The first is of RFC 4648, section 10; the others were made with GNU's base32. */
    @ParameterizedTest
    @CsvSource({
        "fooba, MZXW6YTB",
        "12345678901234567890, GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        "'', ''",
    })
    void writesAsOthersDo(String bytes, String text) {
        assertThat(Base32.encode(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    }

    @Test
    void knowsEveryBit() {
        byte[] ones = {-1, -1, -1, -1, -1};
        assertThat(Base32.encode(ones)).isEqualTo("77777777");
        assertThat(Base32.encode(new byte[5])).isEqualTo("AAAAAAAA");
        assertThat(Base32.encode(new byte[] {-128, 0, 0, 0, 1})).isEqualTo("QAAAAAAB");
    }

    @Test
    void writesNothingThatWouldNeedPadding() {
        assertThatIllegalArgumentException().isThrownBy(() -> Base32.encode(new byte[7]));
    }
}
