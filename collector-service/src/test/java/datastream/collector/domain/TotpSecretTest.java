package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpSecretTest {

    private static final TotpSecret RFC =
            TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** RFC 6238, appendix B, of whose eight digits these are the last six. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130",
    })
    void makesTheCodesOfTheStandard(long second, String code) {
        assertThat(RFC.code(second / 30)).isEqualTo(code);
        assertThat(RFC.stepOf(code, second)).hasValue(second / 30);
    }

    /** RFC 4226, appendix D. */
    @ParameterizedTest
    @CsvSource({
        "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
        "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489"
    })
    void makesTheCodesOfTheCounter(long step, String code) {
        assertThat(RFC.code(step)).isEqualTo(code);
    }

    @Test
    void takesTheCodesOfOneStepBeforeAndAfter() {
        long second = 5 * 30;
        assertThat(RFC.stepOf("399871", second)).as("three later").isEmpty();
        assertThat(RFC.stepOf("162583", second)).as("two later").isEmpty();
        assertThat(RFC.stepOf("287922", second)).as("the next").hasValue(6);
        assertThat(RFC.stepOf("287922", second - 1)).as("the next but one").isEmpty();
        assertThat(RFC.stepOf("254676", second)).as("that of now").hasValue(5);
        assertThat(RFC.stepOf("338314", second + 29)).as("the one before").hasValue(4);
        assertThat(RFC.stepOf("338314", second + 30)).as("two before").isEmpty();
    }

    @Test
    void takesNothingElse() {
        for (String none : new String[] {"", "254677", "25467", "2546760", "\u0662\u0665\u0664"}) {
            assertThat(RFC.stepOf(none, 150)).as(none).isEmpty();
        }
    }

    @Test
    void isShownToAnApp() {
        assertThat(RFC.uri("ada"))
                .isEqualTo(
                        "otpauth://totp/Datastream:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Datastream&algorithm=SHA1&digits=6&period=30");
        assertThat(RFC.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    @Test
    void isRandomAndHidden() {
        TotpSecret secret = TotpSecret.random(new SecureRandom());
        assertThat(secret.bytes()).hasSize(20);
        assertThat(secret.base32()).isNotEqualTo(TotpSecret.random(new SecureRandom()).base32());
        assertThat(TotpSecret.of(secret.bytes()).base32()).isEqualTo(secret.base32());
        assertThat(secret).hasToString("TotpSecret[hidden]");
    }
}
