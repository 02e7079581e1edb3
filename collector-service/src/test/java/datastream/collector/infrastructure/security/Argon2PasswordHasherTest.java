package datastream.collector.infrastructure.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Argon2PasswordHasherTest {

    private final Argon2PasswordHasher hasher = new Argon2PasswordHasher();

    /** OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 iterations and 1 lane. */
    @Test
    void hashesWithTheParametersOfOwasp() {
        assertThat(hasher.hash("correct horse")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void knowsThePasswordAndNoOther() {
        String hash = hasher.hash("correct horse");
        assertThat(hasher.matches("correct horse", hash)).isTrue();
        assertThat(hasher.matches("Correct horse", hash)).isFalse();
        assertThat(hasher.matches("correct horse ", hash)).isFalse();
        assertThat(hasher.hash("correct horse")).isNotEqualTo(hash);
    }

    @Test
    void everyCharacterOfTheLongestPasswordCounts() {
        String longest = "🐎🐈🐕🦊".repeat(32);
        String hash = hasher.hash(longest);
        assertThat(hasher.matches(longest, hash)).isTrue();
        assertThat(hasher.matches(longest.substring(0, longest.length() - 2) + "🐎", hash))
                .isFalse();
    }
}
