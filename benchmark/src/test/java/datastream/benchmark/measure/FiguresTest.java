package datastream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import datastream.benchmark.rig.Latencies;
import datastream.benchmark.rig.Memory;
import datastream.benchmark.rig.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static Sample sample(long rows, double cpu) {
        return new Sample(
                rows,
                2,
                Map.of("database", cpu, "collector", 1.0),
                new Memory(100, 20, rows * 64),
                new Latencies(1, 1, 2, 3, 4));
    }

    @Test
    void keepsTheMedianOfRatesAndCosts() {
        Figures figures = new Figures();

        figures.putRates("x", List.of(sample(100, 1), sample(1_000, 3), sample(300, 2)));

        assertThat(figures.get("x.rows_per_second")).isEqualTo(150);
        assertThat(figures.get("x.rows_per_cpu_second")).isEqualTo(100);
        assertThat(figures.get("x.cpu_us_per_row.collector")).isCloseTo(3_333, within(1.0));
        assertThat(figures.get("x.allocated_bytes_per_row")).isEqualTo(64);
    }

    /** Noise that hits both of a turn falls out of their ratio, but not out of the medians'. */
    @Test
    void takesRatiosWithinEachTurn() {
        Figures figures = new Figures();
        List<Sample> half = List.of(sample(50, 1), sample(500, 1), sample(5, 1));
        List<Sample> whole = List.of(sample(100, 1), sample(1_000, 1), sample(10, 1));

        figures.putRatios("x.of_raw", half, whole);

        assertThat(figures.get("x.of_raw_per_second")).isEqualTo(0.5);
        assertThat(figures.get("x.of_raw_per_cpu_second")).isEqualTo(0.5);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Figures.median(4, 1, 3, 2)).isEqualTo(2.5);
    }
}
