package datastream.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z,                1970-01-01T00:00:00.000000Z",
        "1970-01-01T00:00:00.000001Z,         1970-01-01T00:00:00.000001Z",
        "9999-12-31T23:59:59.999999Z,         9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59.999999999Z,      9999-12-31T23:59:59.999999Z",
        "1970-01-01T01:00:00+01:00,           1970-01-01T00:00:00.000000Z",
        "1969-12-31T23:00:00-01:00,           1970-01-01T00:00:00.000000Z",
        "9999-12-31T22:59:59.5-01:00,         9999-12-31T23:59:59.500000Z",
        "2026-11-21T09:00:00.123456+01:00,    2026-11-21T08:00:00.123456Z",
        "2026-11-21T08:00:00-00:00,           2026-11-21T08:00:00.000000Z",
        "2026-11-21T08:00:00+00:00,           2026-11-21T08:00:00.000000Z",
        "2026-11-22T02:00:00+18:00,           2026-11-21T08:00:00.000000Z",
        "2026-11-21T13:45:00+05:45,           2026-11-21T08:00:00.000000Z",
        "2026-11-21t08:00:00z,                2026-11-21T08:00:00.000000Z",
        "2026-11-21T08:00:00.1Z,              2026-11-21T08:00:00.100000Z",
        "2026-11-21T08:00:00.1234567Z,        2026-11-21T08:00:00.123456Z",
        "2026-11-21T08:00:00.123456999Z,      2026-11-21T08:00:00.123456Z",
        "2026-11-21T08:00:00.1234569999Z,     2026-11-21T08:00:00.123456Z",
        "2026-11-21T08:00:00.1234569999+00:00, 2026-11-21T08:00:00.123456Z",
        "2026-11-21T08:00:00.12345699999999999999Z,      2026-11-21T08:00:00.123456Z",
        "2026-11-21T08:00:00.12345699999999999999+01:00, 2026-11-21T07:00:00.123456Z",
        "2024-02-29T12:00:00Z,                2024-02-29T12:00:00.000000Z",
        "2000-02-29T12:00:00Z,                2000-02-29T12:00:00.000000Z",
    })
    void readsRfc3339(String text, String utc) {
        assertThat(Timestamps.format(Timestamps.parse(text))).isEqualTo(utc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "0",
                "1795248000",
                "2026-11-21",
                "08:00:00Z",
                "2026-11-21T08:00:00",
                "2026-11-21T08:00Z",
                "2026-11-21T08Z",
                "2026-11-21T08:00:00.Z",
                "2026-11-21T08:00:00,5Z",
                "2026-11-21 08:00:00Z",
                " 2026-11-21T08:00:00Z",
                "2026-11-21T08:00:00Z ",
                "2026-11-21T08:00:00Z\n",
                "2026-11-21T08:00:00+01",
                "2026-11-21T08:00:00+0100",
                "2026-11-21T08:00:00+1:00",
                "2026-11-21T08:00:00+01:00:30",
                "2026-11-21T08:00:00+18:01",
                "2026-11-21T08:00:00+24:00",
                "2026-11-21T08:00:00+01:60",
                "2026-11-21T08:00:00UTC",
                "2026-11-21T08:00:00Z[UTC]",
                "2026-11-21T08:00:00+01:00[Europe/Berlin]",
                "2026-1-21T08:00:00Z",
                "26-11-21T08:00:00Z",
                "20261121T080000Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-11-00T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2100-02-29T00:00:00Z",
                "2026-11-21T24:00:00Z",
                "2026-11-21T23:60:00Z",
                "2016-12-31T23:59:60Z",
                "2026-11-21T23:59:61Z",
                "2026-11-21T-8:00:00Z",
                "+2026-11-21T08:00:00Z",
                "+12026-11-21T08:00:00Z",
                "-2026-11-21T08:00:00Z",
                "٢٠٢٦-11-21T08:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "+9999999999-12-31T23:59:59Z",
                "+292278-01-01T00:00:00Z",
                "+586512-01-01T00:00:00Z",
                "2026-11-21T08:00:00\0Z"
            })
    void refusesWhatIsNot(String text) {
        assertRefused(text).withMessageContaining("RFC 3339");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59.999999999Z",
                "1969-12-31T23:59:59Z",
                "1970-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "0000-01-01T00:00:00Z"
            })
    void refusesTimesBefore1970AndAfter9999(String text) {
        assertRefused(text).withMessageContaining("between 1970");
    }

    @Test
    void refusesAMegabyteOfDigitsBriefly() {
        assertRefused("2026-11-21T08:00:00." + "1".repeat(1_000_000))
                .satisfies(e -> assertThat(e.rule()).hasSizeLessThan(200));
    }

    @Test
    void keepsTheNearestNumberForInstantsTooFarAway() {
        assertThat(Timestamps.toMicros(Instant.MAX)).isGreaterThan(Timestamps.LATEST_MICROS);
        assertThat(Timestamps.toMicros(Instant.MIN)).isLessThan(Timestamps.EARLIEST_MICROS);
    }

    @Test
    void neverRoundsUp() {
        assertThat(Timestamps.toMicros(Instant.ofEpochSecond(0, 1_999))).isEqualTo(1);
        assertThat(Timestamps.toMicros(Instant.ofEpochSecond(-1, 999_999_999))).isEqualTo(-1);
    }

    @Test
    void writesTextsThatOrderAsTheirTimesDo() {
        assertThat(Timestamps.format(0)).isEqualTo("1970-01-01T00:00:00.000000Z");
        assertThat(Timestamps.format(1)).isGreaterThan(Timestamps.format(0));
        assertThat(Timestamps.format(Timestamps.LATEST_MICROS))
                .isEqualTo("9999-12-31T23:59:59.999999Z");
    }

    private static ThrowableAssertAlternative<InvalidField> assertRefused(String text) {
        return assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Timestamps.parse(text))
                .returns("timestamp", InvalidField::field);
    }
}
