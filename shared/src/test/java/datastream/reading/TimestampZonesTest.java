package datastream.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Times mean the same wherever the JVM believes to be, also while its clocks change. */
@Isolated("changes the time zone of the JVM")
@ParameterizedClass
@ValueSource(strings = {"America/New_York", "Asia/Kolkata", "UTC", "Pacific/Apia"})
class TimestampZonesTest {

    private final TimeZone zoneBefore = TimeZone.getDefault();

    TimestampZonesTest(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of(zone)));
    }

    @AfterEach
    void goHome() {
        TimeZone.setDefault(zoneBefore);
    }

    @Test
    void keepsEveryHourApartWhileClocksGoBack() {
        assertRoundTrip("2026-11-01T05:30:00.000001Z", "2026-11-01T01:30:00.000001-04:00");
        assertRoundTrip("2026-11-01T06:30:00.000001Z", "2026-11-01T01:30:00.000001-05:00");
    }

    @Test
    void keepsTheHourThatClocksSkip() {
        assertRoundTrip("2026-03-08T02:30:00.000000Z", "2026-03-08T02:30:00Z");
        assertRoundTrip("2026-03-08T07:30:00.000000Z", "2026-03-08T02:30:00-05:00");
    }

    @Test
    void keepsTheDayThatSamoaSkipped() {
        assertRoundTrip("2011-12-30T12:00:00.000000Z", "2011-12-30T12:00:00Z");
    }

    @Test
    void handsTheDatabaseUtc() {
        long micros = Timestamps.parse("2026-03-08T02:30:00.123456Z");
        LocalDateTime utc = LocalDateTime.parse("2026-03-08T02:30:00.123456");

        assertThat(Timestamps.toUtc(micros)).isEqualTo(utc);
        assertThat(Timestamps.fromUtc(utc)).isEqualTo(micros);
        assertThat(Timestamps.toInstant(micros))
                .isEqualTo(Instant.parse("2026-03-08T02:30:00.123456Z"));
    }

    private static void assertRoundTrip(String utc, String text) {
        long micros = Timestamps.parse(text);

        assertThat(Timestamps.format(micros)).isEqualTo(utc);
        assertThat(micros).isEqualTo(Timestamps.toMicros(Instant.parse(utc)));
        assertThat(Timestamps.fromUtc(Timestamps.toUtc(micros))).isEqualTo(micros);
    }
}
