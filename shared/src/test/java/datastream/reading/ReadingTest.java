package datastream.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

    private static final Sensor SENSOR = new Sensor("temperature", "ROOM", 7);

    @ParameterizedTest
    @ValueSource(
            doubles = {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -1e308})
    void takesEveryFiniteValue(double value) {
        assertThat(new Reading(SENSOR, 0, value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNoNumber(double value) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> new Reading(SENSOR, 0, value))
                .returns("sensor_value", InvalidField::field)
                .withMessage("must be a finite number, not " + value);
    }

    @ParameterizedTest
    @ValueSource(longs = {Timestamps.EARLIEST_MICROS, Timestamps.LATEST_MICROS})
    void takesTheEarliestAndTheLatestTime(long micros) {
        assertThat(new Reading(SENSOR, micros, 1).timestampMicros()).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                Timestamps.EARLIEST_MICROS - 1,
                Timestamps.LATEST_MICROS + 1,
                Long.MIN_VALUE,
                Long.MAX_VALUE
            })
    void refusesTimesBeforeAndBehind(long micros) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> new Reading(SENSOR, micros, 1))
                .returns("timestamp", InvalidField::field);
    }

    @Test
    void tellsItsTimeToTheMicrosecond() {
        assertThat(new Reading(SENSOR, 1_000_001, 1).timestamp())
                .isEqualTo(Instant.parse("1970-01-01T00:00:01.000001Z"));
    }
}
