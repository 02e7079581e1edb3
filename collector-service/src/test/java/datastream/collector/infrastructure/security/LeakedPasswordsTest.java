package datastream.collector.infrastructure.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nulabinc.zxcvbn.StandardDictionaries;
import datastream.collector.domain.PasswordRules;
import datastream.reading.InvalidField;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakedPasswordsTest {

    private final LeakedPasswords leaked = new LeakedPasswords();

    /** ASVS 6.2.4: of those that are long enough, the 3,000 that were used most. */
    @Test
    void theThreeThousandMostCommonAreRefusedInWhateverCase() throws IOException {
        List<String> common =
                StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                        .filter(password -> password.length() >= 8)
                        .limit(3_000)
                        .toList();
        assertThat(common).hasSize(3_000).contains("password", "12345678", "1q2w3e4r");
        PasswordRules rules = new PasswordRules(leaked);
        for (String password : common) {
            assertThatExceptionOfType(InvalidField.class)
                    .as(password)
                    .isThrownBy(() -> rules.check("ann", password.toUpperCase(Locale.ROOT)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jennifer", "wednesday", "basketball", "michelle"})
    void namesAndWordsAreKnownToo(String password) {
        assertThat(leaked.contains(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", "lovelace-1843", "zw3i tassen tee"})
    void whatNobodyHasOnAListIsNot(String password) {
        assertThat(leaked.contains(password)).isFalse();
    }
}
