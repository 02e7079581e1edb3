package datastream.collector.domain.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsualIntervalTest {

    private static Long median(long... times) {
        UsualInterval interval = new UsualInterval();
        for (long time : times) {
            interval.accept(time);
        }
        return interval.median();
    }

    /** Differences 10 10 11 500; 10 20. */
    @Test
    void isTheMedianOfTheDifferences() {
        assertThat(median(0, 10, 20, 31, 531)).isEqualTo(10);
        assertThat(median(0, 10, 30)).isEqualTo(15);
        assertThat(median(5, 6)).isEqualTo(1);
    }

    @Test
    void oneReadingHasNone() {
        assertThat(median()).isNull();
        assertThat(median(17)).isNull();
    }

    /** Two thirds of a million differences are 7: no sample of 10,000 has its median elsewhere. */
    @Test
    void ofManyDifferencesASampleCounts() {
        UsualInterval interval = new UsualInterval();
        long time = 0;
        for (int i = 0; i < 1_000_000; i++) {
            time += i % 3 == 0 ? 1_000 : 7;
            interval.accept(time);
        }
        assertThat(interval.median()).isEqualTo(7);
    }

    /** What comes late in a long series counts as much as what came first. */
    @Test
    void theSampleIsOfTheWholeSeries() {
        UsualInterval interval = new UsualInterval();
        long time = 0;
        for (int i = 0; i < 100_000; i++) {
            time += i < 20_000 ? 10 : 1_000;
            interval.accept(time);
        }
        assertThat(interval.median()).isEqualTo(1_000);
    }
}
