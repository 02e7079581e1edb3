package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeParametersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "500ms, 500000",
        "30s, 30000000",
        "15m, 900000000",
        "PT15M, 900000000",
        "12h, 43200000000",
        "7d, 604800000000",
        "P7D, 604800000000",
        "PT0.000001S, 1",
    })
    void aDurationAloneIsTheTimeUntilNow(String text, long micros) {
        TimeRangeParameters range = range(Map.of("duration", text));
        assertThat(range.fromMicros()).isEqualTo(Timestamps.toMicros(NOW) - micros);
        assertThat(range.toMicros()).isEqualTo(Timestamps.toMicros(NOW));
    }

    @Test
    void aDurationGoesForwardFromFromAndBackFromTo() {
        String time = "2026-11-21T08:00:00Z";
        long micros = Timestamps.parse(time);
        assertThat(range(Map.of("duration", "1s", "from", time)))
                .isEqualTo(new TimeRangeParameters(micros, micros + 1_000_000));
        assertThat(range(Map.of("duration", "1s", "to", time)))
                .isEqualTo(new TimeRangeParameters(micros - 1_000_000, micros));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0s",
                "-1s",
                "PT-1S",
                "PT0S",
                "15",
                "m",
                "1.5h",
                "15 m",
                "1w",
                "1M",
                "999999999999999999d",
                "9999999999999999999s",
                "PT9223372036854775807S",
                "P1Y"
            })
    void refusesWhatIsNoTimeSpanAboveZero(String text) {
        assertThatThrownBy(() -> range(Map.of("duration", text)))
                .isInstanceOf(InvalidField.class)
                .extracting(e -> ((InvalidField) e).field())
                .isEqualTo("duration");
    }

    @Test
    void aSpanBeyondTheEndsOfTimeStopsThere() {
        String long1 = "200000000d";
        assertThat(range(Map.of("duration", "20000d")).fromMicros()).isPositive();
        assertThatThrownBy(() -> range(Map.of("duration", long1))).isInstanceOf(InvalidField.class);
        assertThat(range(Map.of("duration", "90000000d")).fromMicros())
                .isEqualTo(Timestamps.EARLIEST_MICROS);
        assertThat(
                        range(Map.of("duration", "90000000d", "from", "2026-11-21T08:00:00Z"))
                                .toMicros())
                .isEqualTo(Timestamps.LATEST_MICROS);
    }

    @Test
    void refusesAllThreeAndNamesThePartThatCannotBeRead() {
        String time = "2026-11-21T08:00:00Z";
        assertField(Map.of("from", time, "to", time, "duration", "1s"), "duration");
        assertField(Map.of("from", "yesterday"), "from");
        assertField(Map.of("to", "2026-11-21T08:00:00"), "to");
        assertField(Map.of("to", "1969-12-31T23:59:59Z"), "to");
    }

    @Test
    void hintsAtAPlusThatBecameASpace() {
        assertThatThrownBy(() -> range(Map.of("from", "2026-11-21T09:00:00 01:00")))
                .hasMessageContaining("%2B");
    }

    private static void assertField(Map<String, String> query, String field) {
        assertThatThrownBy(() -> range(query))
                .isInstanceOf(InvalidField.class)
                .extracting(e -> ((InvalidField) e).field())
                .isEqualTo(field);
    }

    private static TimeRangeParameters range(Map<String, String> query) {
        return TimeRangeParameters.of(QueryParameters.of(query), CLOCK);
    }
}
