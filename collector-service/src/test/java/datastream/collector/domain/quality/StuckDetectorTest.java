package datastream.collector.domain.quality;

import static datastream.collector.domain.quality.Series.at;
import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class StuckDetectorTest {

    private static List<StuckRun> runs(int least, List<Reading> readings) {
        StuckDetector stuck = new StuckDetector(least);
        readings.forEach(stuck::accept);
        stuck.finish();
        assertThat(stuck.runs().count()).isEqualTo(stuck.runs().first().size());
        return stuck.runs().first();
    }

    @Test
    void aRunOfEqualValuesIsOneFindingHoweverLong() {
        assertThat(runs(3, Series.of(1, 5, 5, 5, 5, 2, 2, 7, 7, 7)))
                .containsExactly(
                        new StuckRun(at(1), at(4), 5, 4), new StuckRun(at(7), at(9), 7, 3));
    }

    @Test
    void oneLessIsNone() {
        assertThat(runs(5, Series.of(5, 5, 5, 5, 1))).isEmpty();
        assertThat(runs(4, Series.of(5, 5, 5, 5, 1))).hasSize(1);
    }

    @Test
    void theTwoZerosAreEqual() {
        assertThat(runs(3, Series.of(0.0, -0.0, 0.0)))
                .containsExactly(new StuckRun(at(0), at(2), 0.0, 3));
    }

    @Test
    void almostEqualIsNotStuck() {
        assertThat(runs(2, Series.of(1, Math.nextUp(1.0), 1, Math.nextUp(1.0)))).isEmpty();
    }

    @Test
    void withoutReadingsNothingIsStuck() {
        assertThat(runs(2, Series.of())).isEmpty();
    }
}
