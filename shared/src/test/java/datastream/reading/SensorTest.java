package datastream.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "temperature", "co2", "a_", "a__9", "x0123456789"})
    void takesLowerCaseWordsAsType(String type) {
        assertThat(new Sensor(type, "ROOM", 0).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "A", "aB", "0a", "_a", "a-b", "a b", "a ", " a", "ä", "aé", "a\n", "a٣",
                "`a", "{a", "a/b", "a:b", "a@b", "a[b", "a\0"
            })
    void refusesEverythingElseAsType(String type) {
        assertRefused("sensor_type", type, "A", 0);
    }

    @Test
    void takesTypesOfUpToFiftyCharacters() {
        assertThat(new Sensor("t".repeat(50), "A", 0).type()).hasSize(50);
        assertRefused("sensor_type", "t".repeat(51), "A", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "Z", "ROOM", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
    void takesCapitalLettersAsId1(String id1) {
        assertThat(new Sensor("a", id1, 0).id1()).isEqualTo(id1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a", "Aa", "A1", "A_", "A B", " A", "A ", "Ä", "AÉ", "A\n", "@", "["
            })
    void refusesEverythingElseAsId1(String id1) {
        assertRefused("id1", "a", id1, 0);
    }

    @Test
    void takesId1OfUpToThirtyTwoLetters() {
        assertThat(new Sensor("a", "R".repeat(32), 0).id1()).hasSize(32);
        assertRefused("id1", "a", "R".repeat(33), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Integer.MAX_VALUE})
    void takesId2FromZeroUp(int id2) {
        assertThat(new Sensor("a", "A", id2).id2()).isEqualTo(id2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void refusesNegativeId2(int id2) {
        assertRefused("id2", "a", "A", id2);
    }

    @Test
    void namesTheFirstFieldThatIsWrong() {
        assertRefused("sensor_type", "", "", -1);
        assertRefused("id1", "a", "", -1);
    }

    private static void assertRefused(String field, String type, String id1, int id2) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> new Sensor(type, id1, id2))
                .returns(field, InvalidField::field)
                .satisfies(e -> assertThat(e.rule()).startsWith("must "));
    }
}
