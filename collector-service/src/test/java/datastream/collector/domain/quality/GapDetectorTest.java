package datastream.collector.domain.quality;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Timestamps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapDetectorTest {

    /** {@code round(d / interval) - 1}, by hand. */
    @ParameterizedTest
    @CsvSource({
        "10, 1, 0",
        "10, 10, 0",
        "10, 14, 0",
        "10, 15, 1",
        "10, 20, 1",
        "10, 24, 1",
        "10, 25, 2",
        "10, 1000, 99",
        "1, 1, 0",
        "1, 2, 1",
        "3, 4, 0",
        "3, 5, 1"
    })
    void countsTheReadingsThatTheIntervalHasRoomFor(long interval, long difference, long missing) {
        GapDetector gaps = new GapDetector(interval, 100);
        gaps.accept(100);
        gaps.accept(100 + difference);
        assertThat(gaps.missing()).isEqualTo(missing);
        if (missing == 0) {
            assertThat(gaps.gaps().first()).isEmpty();
        } else {
            assertThat(gaps.gaps().first())
                    .containsExactly(new Gap(100, 100 + difference, missing));
        }
    }

    @Test
    void theEndsOfTheRangeCountAsNeighbours() {
        GapDetector gaps = new GapDetector(10, 0);
        gaps.accept(50);
        gaps.accept(60);
        gaps.accept(100);
        assertThat(gaps.gaps().first()).containsExactly(new Gap(0, 50, 4), new Gap(60, 100, 3));
        assertThat(gaps.missing()).isEqualTo(7);
    }

    @Test
    void anEndBeforeTheLastReadingIsNoGap() {
        GapDetector gaps = new GapDetector(10, 0);
        gaps.accept(10);
        gaps.accept(20);
        gaps.accept(0);
        assertThat(gaps.gaps()).isEqualTo(new Findings<>(List.of(), 0));
    }

    @Test
    void countsMoreThanItShows() {
        GapDetector gaps = new GapDetector(10, 0);
        for (int i = 1; i <= 250; i++) {
            gaps.accept(i * 30L);
        }
        assertThat(gaps.gaps().count()).isEqualTo(250);
        assertThat(gaps.gaps().first()).hasSize(100).startsWith(new Gap(0, 30, 2));
        assertThat(gaps.missing()).isEqualTo(500);
    }

    @Test
    void eightThousandYearsAreNoOverflow() {
        GapDetector gaps = new GapDetector(1, 0);
        gaps.accept(Timestamps.LATEST_MICROS);
        assertThat(gaps.missing()).isEqualTo(Timestamps.LATEST_MICROS - 1);
    }
}
