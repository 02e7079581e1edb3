package datastream.collector.domain.quality;

import static datastream.collector.domain.quality.Series.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.reading.InvalidField;
import datastream.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QualityCheckTest {

    private static QualityRules rules(Long interval, Double least, Double most) {
        return new QualityRules(interval, least, most, 10, QualityRules.USUAL_SPIKE);
    }

    private static Quality quality(QualityRules rules, long from, long to, List<Reading> readings) {
        QualityCheck check = new QualityCheck(rules, from);
        readings.forEach(check::accept);
        return check.finish(to);
    }

    /** Eight of ten seconds are there, the rest is one gap; one value is out of range. */
    @Test
    void tellsHowMuchIsThereAndWhatIsWrong() {
        List<Reading> readings =
                new Series().then(1, 2, 3, 4).silentFor(2).then(5, 6, 7, 99).readings();
        Quality quality = quality(rules(Series.SECOND, 1.0, 10.0), at(0), at(10), readings);
        assertThat(quality.count()).isEqualTo(8);
        assertThat(quality.first()).isEqualTo(readings.getFirst());
        assertThat(quality.last()).isEqualTo(readings.getLast());
        assertThat(quality.missing()).isEqualTo(2);
        assertThat(quality.completeness()).isEqualTo(0.8);
        assertThat(quality.gaps().first()).containsExactly(new Gap(at(3), at(6), 2));
        assertThat(quality.outOfRange().first()).containsExactly(readings.getLast());
    }

    @Test
    void boundsAreInRange() {
        Quality quality = quality(rules(null, 1.0, 2.0), at(0), at(9), Series.of(0.9, 1, 2, 2.1));
        assertThat(quality.outOfRange().first())
                .extracting(Reading::value)
                .containsExactly(0.9, 2.1);
        assertThat(
                        quality(rules(null, null, null), at(0), at(9), Series.of(-1e308, 1e308))
                                .outOfRange()
                                .count())
                .isZero();
    }

    @Test
    void withoutAnIntervalNobodyKnowsWhatIsMissing() {
        Quality quality = quality(rules(null, null, null), at(0), at(100), Series.of(1));
        assertThat(quality.completeness()).isNull();
        assertThat(quality.gaps().count()).isZero();
    }

    @Test
    void withoutReadingsTheWholeRangeIsAGap() {
        Quality quality = quality(rules(Series.SECOND, null, null), at(0), at(10), List.of());
        assertThat(quality.first()).isNull();
        assertThat(quality.completeness()).isZero();
        assertThat(quality.gaps().first()).containsExactly(new Gap(at(0), at(10), 9));
    }

    @Test
    void anIntervalBeyondAllTimeIsNoOverflow() {
        Quality quality = quality(rules(Long.MAX_VALUE, null, null), 0, at(10), Series.of(1, 2));
        assertThat(quality.completeness()).isEqualTo(1);
    }

    /** Whatever is put in is found, and nothing else. */
    @Test
    void findsExactlyTheGapsAndTheStuckValuesThatWerePutIn() {
        Random random = new Random(17);
        for (int round = 0; round < 300; round++) {
            Series series = new Series();
            List<Gap> gaps = new ArrayList<>();
            List<StuckRun> runs = new ArrayList<>();
            long second = 0;
            for (int part = 0; part < 1 + random.nextInt(20); part++) {
                double[] lively = random.doubles(1 + random.nextInt(30), 0, 1).toArray();
                series.then(lively);
                second += lively.length;
                if (random.nextBoolean()) {
                    int silent = 1 + random.nextInt(1_000);
                    gaps.add(new Gap(at(second - 1), at(second + silent), silent));
                    series.silentFor(silent);
                    second += silent;
                }
                int equal = 1 + random.nextInt(20);
                double value = 2 + part;
                for (int i = 0; i < equal; i++) {
                    series.then(value);
                }
                if (equal >= 10) {
                    runs.add(new StuckRun(at(second), at(second + equal - 1), value, equal));
                }
                second += equal;
            }
            Quality quality =
                    quality(rules(Series.SECOND, null, null), at(0), at(second), series.readings());
            assertThat(quality.gaps().first()).isEqualTo(gaps);
            assertThat(quality.stuck().first()).isEqualTo(runs);
            assertThat(quality.count() + quality.missing()).isEqualTo(second);
        }
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        refuses("interval", 0L, null, null, 10, 8);
        refuses("min", null, 2.0, 1.0, 10, 8);
        refuses("stuck_after", null, null, null, 1, 8);
        refuses("stuck_after", null, null, null, QualityRules.MOST_STUCK + 1, 8);
        refuses("spike", null, null, null, 10, 0);
        refuses("spike", null, null, null, 10, Double.NaN);
        refuses("spike", null, null, null, 10, Double.POSITIVE_INFINITY);
    }

    private static void refuses(
            String field, Long interval, Double least, Double most, int stuckAfter, double spike) {
        assertThatThrownBy(() -> new QualityRules(interval, least, most, stuckAfter, spike))
                .isInstanceOfSatisfying(
                        InvalidField.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
