package datastream.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealingTest {

    private static final TokenSecret ONE = new TokenSecret("0123456789abcdef0123456789abcdef");
    private static final TokenSecret TWO = new TokenSecret("fedcba9876543210fedcba9876543210");
    private static final byte[] PLAIN = "twenty bytes, no more".getBytes(StandardCharsets.UTF_8);

    private final Sealing sealing = new Sealing(new TokenSecrets(ONE), "test");

    @Test
    void opensWhatItHasSealedAndNobodySeesItBefore() {
        String sealed = sealing.seal(PLAIN, "ann");
        assertThat(sealing.open(sealed, "ann")).isEqualTo(PLAIN);
        assertThat(new Sealing(new TokenSecrets(ONE), "test").open(sealed, "ann")).isEqualTo(PLAIN);
        assertThat(sealed).matches("[0-9a-f]{16}\\.[A-Za-z0-9_-]{66}");
        assertThat(sealing.seal(PLAIN, "ann")).as("another nonce").isNotEqualTo(sealed);
        assertThat(sealing.open(sealing.seal(new byte[0], "ann"), "ann")).isEmpty();
    }

    @Test
    void opensNothingForAnotherPurposeOrAboutAnother() {
        String sealed = sealing.seal(PLAIN, "ann");
        assertThat(sealing.open(sealed, "bob")).isNull();
        assertThat(new Sealing(new TokenSecrets(ONE), "other").open(sealed, "ann")).isNull();
    }

    @Test
    void opensNothingThatWasChanged() {
        String sealed = sealing.seal(PLAIN, "ann");
        IntStream.range(0, sealed.length())
                .mapToObj(i -> sealed.substring(0, i) + '!' + sealed.substring(i + 1))
                .forEach(changed -> assertThat(sealing.open(changed, "ann")).isNull());
        // The last letter has bits to spare.
        IntStream.range(17, sealed.length() - 1)
                .mapToObj(i -> sealed.substring(0, i) + other(sealed, i) + sealed.substring(i + 1))
                .forEach(changed -> assertThat(sealing.open(changed, "ann")).isNull());
        for (String none : new String[] {"", ".", sealed.substring(0, 17), sealed.substring(17)}) {
            assertThat(sealing.open(none, "ann")).as(none).isNull();
        }
        assertThat(sealing.open(sealed.substring(0, 30), "ann")).isNull();
    }

    private static char other(String sealed, int i) {
        return sealed.charAt(i) == 'A' ? 'B' : 'A';
    }

    @Test
    void opensWhatWasSealedUnderTheOldSecretAndSealsUnderTheNewOne() {
        String old = sealing.seal(PLAIN, "ann");
        Sealing both = new Sealing(new TokenSecrets(TWO, ONE), "test");
        assertThat(both.open(old, "ann")).isEqualTo(PLAIN);
        assertThat(both.isCurrent(old)).isFalse();
        String fresh = both.seal(PLAIN, "ann");
        assertThat(both.isCurrent(fresh)).isTrue();
        Sealing after = new Sealing(new TokenSecrets(TWO), "test");
        assertThat(after.open(fresh, "ann")).isEqualTo(PLAIN);
        assertThat(after.open(old, "ann")).isNull();
        assertThat(sealing.open(fresh, "ann")).isNull();
    }
}
