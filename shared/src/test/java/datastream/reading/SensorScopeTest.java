package datastream.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensorScopeTest {

    private static final SensorScope WARM_ROOMS =
            new SensorScope(Set.of("temperature", "humidity"), Set.of("ROOM", "HALL"));

    @ParameterizedTest
    @CsvSource({
        "temperature,ROOM,true",
        "humidity,HALL,true",
        "temperature,ROOMS,true",
        "temperature,ROO,false",
        "temperature,R,false",
        "temperature,AROOM,false",
        "temperature,room,false",
        "temperatur,ROOM,false",
        "temperature_2,ROOM,false",
        "Temperature,ROOM,false",
        "pressure,ROOM,false",
        "pressure,YARD,false",
        "'',ROOM,false",
        "temperature,'',false",
        "temperature,%,false",
        "temperature,ROO_,false"
    })
    void coversWhatBothPartsMean(String type, String id1, boolean covered) {
        assertThat(WARM_ROOMS.covers(type, id1)).isEqualTo(covered);
    }

    @Test
    void anEmptyPartLimitsNothing() {
        assertThat(new SensorScope(Set.of(), Set.of("ROOM")).covers("pressure", "ROOM")).isTrue();
        assertThat(new SensorScope(Set.of(), Set.of("ROOM")).covers("pressure", "YARD")).isFalse();
        assertThat(new SensorScope(Set.of("pressure"), Set.of()).covers("pressure", "YARD"))
                .isTrue();
        assertThat(new SensorScope(Set.of("pressure"), Set.of()).covers("light", "YARD")).isFalse();
        assertThat(SensorScope.UNLIMITED.covers("light", "YARD")).isTrue();
        assertThat(SensorScope.UNLIMITED.isUnlimited()).isTrue();
        assertThat(new SensorScope(Set.of("light"), Set.of()).isUnlimited()).isFalse();
        assertThat(new SensorScope(Set.of(), Set.of("A")).isUnlimited()).isFalse();
    }

    @Test
    void tellsWhyASensorDoesNotBelongToIt() {
        assertThat(WARM_ROOMS.fault(new Sensor("humidity", "ROOMA", 1))).isNull();
        InvalidField type = WARM_ROOMS.fault(new Sensor("pressure", "YARD", 1));
        assertThat(type.field()).isEqualTo("sensor_type");
        assertThat(type.rule())
                .isEqualTo("must be humidity or temperature for this key, not \"pressure\"");
        InvalidField id1 = WARM_ROOMS.fault(new Sensor("humidity", "YARD", 1));
        assertThat(id1.field()).isEqualTo("id1");
        assertThat(id1.rule()).isEqualTo("must begin with HALL or ROOM for this key, not \"YARD\"");
    }

    @Test
    void doesNotTellALongListEachTime() {
        SensorScope many = new SensorScope(types(20), Set.of());
        assertThat(many.fault(new Sensor("pressure", "YARD", 1)).rule())
                .isEqualTo("must be t100 or t101 or t102 or others for this key, not \"pressure\"");
    }

    @Test
    void hasAtMostTwentyValuesThatSensorsCanHave() {
        assertThat(new SensorScope(types(20), Set.of()).sensorTypes()).hasSize(20);
        assertRefused("sensor_types", types(21), Set.of());
        assertRefused("sensor_types", Set.of("ROOM"), Set.of());
        assertRefused("sensor_types", Set.of(""), Set.of());
        assertRefused("id1_prefixes", Set.of(), Set.of("room"));
        assertRefused("id1_prefixes", Set.of(), Set.of(""));
        assertRefused("id1_prefixes", Set.of(), Set.of("ROOM%"));
        assertRefused("id1_prefixes", Set.of(), Set.of("A".repeat(33)));
        assertRefused("id1_prefixes", Set.of(), prefixes(21));
        assertThat(new SensorScope(Set.of(), prefixes(20)).id1Prefixes()).hasSize(20);
    }

    private static void assertRefused(String field, Set<String> types, Set<String> prefixes) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> new SensorScope(types, prefixes))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    private static Set<String> types(int count) {
        return IntStream.range(100, 100 + count).mapToObj(i -> "t" + i).collect(Collectors.toSet());
    }

    private static Set<String> prefixes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "P" + (char) ('A' + i))
                .collect(Collectors.toSet());
    }
}
