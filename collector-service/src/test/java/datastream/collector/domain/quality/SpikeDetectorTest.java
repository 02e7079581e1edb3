package datastream.collector.domain.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import datastream.reading.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpikeDetectorTest {

    private static List<Spike> spikes(double threshold, double... values) {
        SpikeDetector detector = new SpikeDetector(threshold);
        Series.of(values).forEach(detector::accept);
        detector.finish();
        return detector.spikes().first();
    }

    /** Median 4, absolute deviations 3 2 1 0 1 2 96, their median 2: 96 / (1.4826 * 2) = 32.4. */
    @Test
    void measuresInMediansOfTheDeviationsFromTheMedian() {
        double[] values = {1, 2, 3, 100, 4, 5, 6};
        assertThat(spikes(32.4, values)).isEmpty();
        assertThat(spikes(32.3, values))
                .singleElement()
                .satisfies(spike -> {
                    assertThat(spike.reading()).isEqualTo(Series.of(values).get(3));
                    assertThat(spike.expected()).isEqualTo(4);
                    assertThat(spike.deviation()).isCloseTo(96 / 2.9652, within(1e-9));
                });
    }

    /** An even number: median 2.5, deviations 1.5 0.5 0.5 1.5, their median 1: 1.5 / 1.4826. */
    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(spikes(1, 1, 2, 3, 4))
                .extracting(Spike::expected, Spike::deviation)
                .containsExactly(tuple(2.5, 1.5 / 1.4826), tuple(2.5, 1.5 / 1.4826));
    }

    /** Mean absolute deviation of ten equal ones and one 11 off is 1: 11 / 1.253314 = 8.777. */
    @Test
    void whereMostValuesAreEqualTheMeanDeviationCounts() {
        double[] values = {7, 7, 7, 7, 7, 18, 7, 7, 7, 7, 7};
        assertThat(spikes(8.78, values)).isEmpty();
        assertThat(spikes(8.77, values))
                .extracting(spike -> spike.reading().value())
                .containsExactly(18.0);
    }

    @Test
    void neitherConstantsNorStepsNorRampsAreSpikes() {
        double[] constant = new double[50];
        double[] step = new double[50];
        Arrays.fill(step, 25, 50, 1_000);
        double[] ramp = new double[50];
        Arrays.setAll(ramp, i -> i * 3.5);
        for (double[] values : List.of(constant, step, ramp)) {
            assertThat(spikes(QualityRules.USUAL_SPIKE, values)).isEmpty();
        }
    }

    @Test
    void findsExactlyTheSpikesThatWerePutIn() {
        Random random = new Random(31);
        for (int round = 0; round < 200; round++) {
            double[] values = random.doubles(300, 20, 22).toArray();
            // At least five between two of them: a window holds four at most.
            List<Integer> places =
                    random.ints(0, 50)
                            .distinct()
                            .limit(1 + random.nextInt(30))
                            .sorted()
                            .boxed()
                            .map(place -> place * 6)
                            .toList();
            places.forEach(place -> values[place] += random.nextBoolean() ? 60 : -60);
            List<Reading> readings = Series.of(values);
            assertThat(spikes(20, values))
                    .as("%s", places)
                    .extracting(Spike::reading)
                    .containsExactlyElementsOf(places.stream().map(readings::get).toList());
        }
    }

    @Test
    void theGreatestDoublesAreNoOverflow() {
        double most = Double.MAX_VALUE;
        double[] values = {-most, most, -most, most, -most, most, 0, most};
        assertThat(spikes(1e-9, values))
                .isNotEmpty()
                .allSatisfy(spike -> {
                    assertThat(spike.expected()).isFinite();
                    assertThat(spike.deviation()).isFinite();
                });
        assertThat(spikes(2, 0, 1e-300, -1e-300, 2e-300, 0, most))
                .hasSize(1)
                .allSatisfy(spike -> assertThat(spike.deviation()).isEqualTo(Double.MAX_VALUE));
    }

    @Test
    void withoutReadingsThereAreNoSpikes() {
        assertThat(spikes(1)).isEmpty();
        assertThat(spikes(1, 5)).isEmpty();
    }
}
