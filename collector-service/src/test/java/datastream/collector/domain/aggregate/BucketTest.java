package datastream.collector.domain.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {

    @ParameterizedTest
    @CsvSource({
        "DAY, UTC, 2026-11-21T08:00:00Z, 2026-11-21T00:00:00Z, 24",
        "DAY, UTC, 2026-11-21T00:00:00Z, 2026-11-21T00:00:00Z, 24",
        "DAY, UTC, 2026-11-20T23:59:59.999999Z, 2026-11-20T00:00:00Z, 24",
        "DAY, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 23",
        "DAY, Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 25",
        "DAY, Europe/Berlin, 2026-10-25T23:00:00Z, 2026-10-25T23:00:00Z, 24",
        "WEEK, UTC, 2026-11-22T23:59:59Z, 2026-11-16T00:00:00Z, 168",
        "WEEK, UTC, 1970-01-01T00:00:00Z, 1969-12-29T00:00:00Z, 168",
        "WEEK, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-22T23:00:00Z, 167",
        "MONTH, UTC, 2024-02-29T12:00:00Z, 2024-02-01T00:00:00Z, 696",
        "MONTH, America/New_York, 2026-11-01T03:59:59Z, 2026-10-01T04:00:00Z, 744",
        "MONTH, America/New_York, 2026-11-01T04:00:00Z, 2026-11-01T04:00:00Z, 721",
        "YEAR, UTC, 2024-12-31T23:59:59Z, 2024-01-01T00:00:00Z, 8784",
        "YEAR, Asia/Kathmandu, 2026-12-31T18:15:00Z, 2026-12-31T18:15:00Z, 8760",
        // No 30 December: the 29th ends where the 31st begins.
        "DAY, Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 24",
        "DAY, Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 24",
        // Midnight is passed, then it is the day before once more.
        "DAY, America/St_Johns, 2006-10-29T02:29:59Z, 2006-10-28T02:30:00Z, 24",
        "DAY, America/St_Johns, 2006-10-29T02:30:30Z, 2006-10-29T02:30:00Z, 25",
        "DAY, America/St_Johns, 2006-10-29T03:00:00Z, 2006-10-29T02:30:00Z, 25",
    })
    void aCalendarIsThatOfItsZone(
            Bucket.Calendar.Unit unit, String zone, String instant, String start, int hours) {
        Bucket bucket = new Bucket.Calendar(unit, ZoneId.of(zone));
        long found = bucket.startOf(Timestamps.parse(instant));
        assertThat(Timestamps.toInstant(found)).isEqualTo(start);
        assertThat(bucket.next(found) - found).isEqualTo(Duration.ofHours(hours).toNanos() / 1_000);
    }

    /** Through all that a zone has ever done to its clocks, and up to the last instant. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/St_Johns",
                "Pacific/Apia",
                "America/Havana",
                "UTC"
            })
    void everyInstantLiesInTheBucketThatBeginsBeforeIt(String zone) {
        Bucket days = new Bucket.Calendar(Bucket.Calendar.Unit.DAY, ZoneId.of(zone));
        long end = Timestamps.parse("2030-01-01T00:00:00Z");
        for (long start = days.startOf(0); start < end; start = days.next(start)) {
            long next = days.next(start);
            assertThat(next).isGreaterThan(start);
            for (long at = start; at < next; at += (next - start) / 7 + 1) {
                assertThat(days.startOf(at)).isEqualTo(start);
            }
            assertThat(days.startOf(next - 1)).isEqualTo(start);
        }
        assertThat(days.next(days.startOf(Timestamps.LATEST_MICROS)))
                .isGreaterThan(Timestamps.LATEST_MICROS - 86_400_000_000L);
    }

    @Test
    void widthsAreCountedFrom1970() {
        Bucket bucket = new Bucket.Fixed(7_000_000);
        assertThat(bucket.startOf(0)).isZero();
        assertThat(bucket.startOf(6_999_999)).isZero();
        assertThat(bucket.startOf(7_000_000)).isEqualTo(7_000_000);
        assertThat(bucket.startOf(-1)).isEqualTo(-7_000_000);
        assertThat(bucket.next(7_000_000)).isEqualTo(14_000_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 999_999, 86_400_000_001L, Long.MAX_VALUE, Long.MIN_VALUE})
    void aWidthIsASecondToADay(long micros) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> new Bucket.Fixed(micros))
                .matches(e -> e.field().equals("bucket"));
    }
}
