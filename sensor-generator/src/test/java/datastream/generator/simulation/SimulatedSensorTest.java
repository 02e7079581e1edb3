package datastream.generator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedSensorTest {

    private final FakeTime time = new FakeTime();
    private final List<Reading> readings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"100000, 20", "1000, 20", "333.3, 7", "10, 20", "3, 50", "0.5, 500"})
    void measuresExactlyAtItsRateWhateverTheTicks(double rate, int tickMillis) {
        var window = new Window(1_000_000);
        var sensor = sensor(rate, window);
        sensor.measure();
        for (int passed = 0; passed < 5_000; passed += tickMillis) {
            time.passMillis(tickMillis);
            sensor.measure();
            long due = (long) ((passed + tickMillis) * rate / 1_000) + 1;
            assertThat(window.counts().generated()).isEqualTo(due);
        }

        assertThat(window.counts().skipped()).isZero();
    }

    @Test
    void eachReadingOfATickCarriesItsOwnDueTime() {
        var window = new Window(1_000);
        var sensor = sensor(1_000, window);
        long start = time.wallMicros();
        time.passMillis(5);
        sensor.measure();

        assertThat(timestamps(window))
                .containsExactly(
                        start,
                        start + 1_000,
                        start + 2_000,
                        start + 3_000,
                        start + 4_000,
                        start + 5_000);
    }

    @Test
    void latenessDoesNotMoveLaterReadings() {
        var window = new Window(1_000);
        var sensor = sensor(10, window);
        long start = time.wallMicros();
        for (int late : new int[] {137, 211, 99, 153}) {
            time.passMillis(late);
            sensor.measure();
        }

        assertThat(timestamps(window))
                .containsExactly(
                        start,
                        start + 100_000,
                        start + 200_000,
                        start + 300_000,
                        start + 400_000,
                        start + 500_000,
                        start + 600_000);
    }

    @Test
    void timestampsStrictlyIncreaseThroughRateChangesPausesAndSetClocks() {
        var window = new Window(1_000_000);
        var sensor = sensor(100_000, window);
        sensor.measure();
        time.passMillis(20);
        sensor.measure();
        sensor.changeRate(new Rate(7));
        time.passMillis(1_000);
        sensor.measure();
        time.setWallClockByMillis(-3_600_000);
        time.passMillis(1_000);
        sensor.measure();
        sensor.resume();
        sensor.measure();
        time.setWallClockByMillis(7_200_000);
        sensor.changeRate(new Rate(50_000));
        time.passMillis(100);
        sensor.measure();

        assertThat(timestamps(window)).hasSizeGreaterThan(7_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void followsTheWallClockAfterTheMachineSlept() {
        var window = new Window(1_000);
        var sensor = sensor(1, window);
        sensor.measure();
        time.setWallClockByMillis(8 * 3_600_000);
        time.passMillis(1_000);
        sensor.measure();

        assertThat(timestamps(window)).hasSize(2).endsWith(time.wallMicros());
    }

    @Test
    void aFasterRateMakesTheNextReadingDueAtOnce() {
        var window = new Window(1_000);
        var sensor = sensor(0.01, window);
        sensor.measure();
        time.passMillis(50_000);
        sensor.changeRate(new Rate(1_000));
        sensor.measure();

        assertThat(window.counts()).isEqualTo(new Counts(2, 0, 0, 0, 2, 0));
    }

    @Test
    void setAgainToTheSameRateItKeepsItsRhythm() {
        var window = new Window(1_000);
        var sensor = sensor(10, window);
        for (int i = 0; i < 100; i++) {
            sensor.measure();
            sensor.changeRate(new Rate(10));
            time.passMillis(20);
        }

        assertThat(window.counts().generated()).isEqualTo(20);
    }

    @Test
    void whatWasNotDueDuringAPauseIsNotMadeUpFor() {
        var window = new Window(1_000);
        var sensor = sensor(10, window);
        sensor.measure();
        time.passMillis(60_000);
        sensor.resume();
        sensor.measure();

        assertThat(window.counts()).isEqualTo(new Counts(2, 0, 0, 0, 2, 0));
    }

    @Test
    void skipsAndCountsWhatFindsNoRoomAndGoesOnWhenThereIsSome() {
        var window = new Window(5);
        var sensor = sensor(1_000, window);
        time.passMillis(9);
        assertThat(sensor.measure()).isEqualTo(new SimulatedSensor.Measured(5, 5));

        window.settle(window.take(5), 0);
        time.passMillis(2);
        assertThat(sensor.measure()).isEqualTo(new SimulatedSensor.Measured(2, 0));
        assertThat(window.counts()).isEqualTo(new Counts(7, 5, 0, 0, 2, 5));
    }

    @Test
    void measuresItsCurrentRateOverTheLastSeconds() {
        var sensor = sensor(200, new Window(1_000_000));
        run(sensor, 10);
        assertThat(sensor.currentRate()).isBetween(195.0, 205.0);

        sensor.changeRate(new Rate(1_000));
        run(sensor, 10);
        assertThat(sensor.currentRate()).isBetween(990.0, 1_010.0);

        time.passMillis(10_000);
        assertThat(sensor.currentRate()).isZero();
    }

    private void run(SimulatedSensor sensor, int seconds) {
        for (int i = 0; i < 50 * seconds; i++) {
            sensor.measure();
            time.passMillis(20);
        }
    }

    private SimulatedSensor sensor(double rate, Window window) {
        return new SimulatedSensor(Specs.at(rate), time, window, 0);
    }

    private List<Long> timestamps(Window window) {
        Batch batch = window.take(1_000_000);
        readings.addAll(batch.readings(Specs.at(1).sensor()));
        return readings.stream().map(Reading::timestampMicros).toList();
    }
}
