package datastream.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.reading.InvalidField;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final String NAME = "grace.hopper";
    private static final Set<String> KNOWN =
            Set.of("1q2w3e4r", "1qaz2wsx", "11223344", "qwer1234", "orchidea");
    private static final PasswordRules RULES = new PasswordRules(KNOWN::contains);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse",
                "correct horse battery",
                "lovelace-1843",
                "another long password",
                "passwordless is a word",
                "Zw3i Tassen Tee",
                "пароль мой",
                "        x",
                "qwertzu asdf yxcv"
            })
    void takesWhatIsNotGuessedFirst(String password) {
        assertThatCode(() -> RULES.check(NAME, password)).doesNotThrowAnyException();
    }

    @Test
    void countsCharactersAndNotBytes() {
        String eight = "🐎🐈🐕🦊🐻🐼🐨🐯";
        assertThatCode(() -> RULES.check(NAME, eight)).doesNotThrowAnyException();
        assertThatCode(() -> RULES.check(NAME, eight.repeat(16))).doesNotThrowAnyException();
        assertRefused(eight.substring(2), "8 to 128");
        assertRefused(eight.repeat(16) + "x", "8 to 128");
        assertRefused("short67", "8 to 128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password1",
                "P@ssw0rd",
                "p455w0rd",
                "P@ssw0rd2026!",
                "123password",
                "letmein!",
                "welcome1",
                "admin123",
                "Summer2026",
                "trustno1",
                "iloveyou",
                "1q2w3e4r",
                "Aa123456",
                "123456789a",
                "a12345678",
                "1qaz2wsx",
                "qwer1234",
                "11223344",
                "changeme",
                "orchidea",
                "ORCHIDEA",
                "0rch1de@",
                "Datastream1"
            })
    void refusesTheMostCommonInEverySpelling(String password) {
        assertRefused(password, "most common");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaa",
                "        ",
                "12121212",
                "abcabcabc",
                "asdfasdf",
                "adminadmin",
                "qwertyqwerty",
                "12341234",
                "🐎🐎🐎🐎🐎🐎🐎🐎"
            })
    void refusesTheSameFewCharactersAgainAndAgain(String password) {
        assertRefused(password, "again and again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678",
                "1234567890",
                "1234567891",
                "12345678910",
                "87654321",
                "abcdefgh",
                "STUVWXYZ",
                "hgfedcba",
                "qwertyui",
                "poiuytrewq"
            })
    void refusesARow(String password) {
        assertRefused(password, "row");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grace.hopper", "Grace.Hopper", "grace.hopper1", "reppoh.ecarg"})
    void refusesTheUsername(String password) {
        assertRefused(password, "username");
    }

    private static void assertRefused(String password, String why) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> RULES.check(NAME, password))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.field()).isEqualTo("password"));
    }
}
