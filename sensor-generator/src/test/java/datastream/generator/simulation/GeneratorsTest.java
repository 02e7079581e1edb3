package datastream.generator.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import datastream.reading.InvalidField;
import datastream.reading.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GeneratorsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private volatile long wallClockBehindMicros;
    private ManualUplink uplink = ManualUplink.answering();
    private Generators generators = withWindow(20_000);

    @AfterEach
    void end() {
        uplink.answer();
        generators.close();
    }

    @Test
    void measuresAtItsRate() {
        Generator generator = generators.create(Specs.at(500));
        long start = System.nanoTime();
        await().atMost(SOON).until(() -> acknowledged(generator) >= 1_000);
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(seconds).isBetween(1.8, 10.0);
    }

    @Test
    void makesTheHighestRateWithoutSkipping() {
        // Two seconds of readings: a machine that stands still for a moment must not count.
        generators = withWindow(200_000);
        Generator generator = generators.create(Specs.at(100_000));
        await().atMost(SOON).until(() -> acknowledged(generator) >= 150_000);

        assertThat(generator.status().counts().skipped()).isZero();
        assertThat(generator.status().currentRate()).isGreaterThan(50_000);
    }

    @Test
    void aRateChangeWakesAGeneratorThatWouldSleepForMinutes() {
        Generator generator = generators.create(Specs.at(0.01));
        await().atMost(SOON).until(() -> acknowledged(generator) == 1);

        generator.changeRate(new Rate(100));
        await().atMost(SOON).until(() -> acknowledged(generator) >= 20);
        assertThat(generator.status().rate()).isEqualTo(new Rate(100));
    }

    @Test
    void losesNoReadingInRateChanges() {
        Generator generator = generators.create(Specs.at(1_000));
        for (int i = 0; i < 200; i++) {
            generator.changeRate(new Rate(i % 2 == 0 ? 20_000 : 0.01));
        }
        generator.changeRate(new Rate(1_000));
        await().atMost(SOON).until(() -> acknowledged(generator) >= 1_000);
        generator.pause();
        await().atMost(SOON).until(() -> generator.status().counts().inFlight() == 0);

        assertThat(uplink.arrived()).hasSize((int) generator.status().counts().generated());
        assertStrictlyIncreasing(uplink.arrived());
    }

    @Test
    void pausesAndResumes() {
        Generator generator = generators.create(Specs.at(1_000));
        await().atMost(SOON).until(() -> acknowledged(generator) > 0);
        generator.pause();
        long paused = generator.status().counts().generated();

        assertThat(generator.status().state()).isEqualTo(GeneratorState.PAUSED);
        await().during(Duration.ofMillis(200))
                .until(() -> generator.status().counts().generated() == paused);

        generator.resume();
        await().atMost(SOON).until(() -> generator.status().counts().generated() > paused);
        assertThat(generator.status().state()).isEqualTo(GeneratorState.RUNNING);
    }

    @Test
    void stallsWhenItsWindowIsFullAndRecovers() {
        uplink = ManualUplink.silent();
        generators = withWindow(100);
        Generator generator = generators.create(Specs.at(1_000));
        await().atMost(SOON).until(() -> generator.status().state() == GeneratorState.STALLED);
        await().atMost(SOON).until(() -> generator.status().counts().skipped() > 10);
        assertThat(generator.status().counts().generated()).isEqualTo(100);

        uplink.answer();
        await().atMost(SOON).until(() -> generator.status().state() == GeneratorState.RUNNING);
        await().atMost(SOON).until(() -> acknowledged(generator) > 200);
        assertStrictlyIncreasing(uplink.arrived());
    }

    @Test
    void timestampsGoOnIncreasingWhenAGeneratorIsCreatedAgainAfterTheClockWasSetBack()
            throws InterruptedException {
        for (int life = 0; life < 5; life++) {
            Generator generator = generators.create(Specs.at(10_000));
            await().atMost(SOON).until(() -> acknowledged(generator) > 0);
            generators.delete(generator.id());
            wallClockBehindMicros += 60_000_000;
        }

        assertStrictlyIncreasing(uplink.arrived());
    }

    @Test
    void deletionLetsReadingsInFlightBeAnsweredAndEndsTheSender() throws InterruptedException {
        Generator generator = generators.create(Specs.at(1_000));
        await().atMost(SOON).until(() -> acknowledged(generator) > 10);

        assertThat(generators.delete(generator.id())).isTrue();
        assertThat(generator.status().counts().inFlight()).isZero();
        assertThat(generator.status().state()).isEqualTo(GeneratorState.STOPPED);
        assertThat(generators.find(generator.id())).isNull();
        assertThat(uplink.openSenders()).isZero();
        assertThat(generators.delete(generator.id())).isFalse();
    }

    @Test
    void deletionDoesNotWaitForEverForACollectorThatIsAway() throws InterruptedException {
        uplink = ManualUplink.silent();
        generators = withWindow(100);
        Generator generator = generators.create(Specs.at(1_000));
        await().atMost(SOON).until(() -> generator.status().counts().inFlight() > 0);
        long start = System.nanoTime();
        generators.delete(generator.id());

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(15));
    }

    @Test
    void refusesASecondGeneratorForASensor() {
        generators.create(Specs.at(1));

        assertThatExceptionOfType(CreationRefused.class)
                .isThrownBy(() -> generators.create(Specs.at(2)))
                .withMessageContaining("temperature-ROOM-1");
    }

    @Test
    void refusesMoreThanAThousandAndSaysSo() {
        for (int i = 0; i < Generators.MOST; i++) {
            generators.create(Specs.of(i, 0.01));
        }

        assertThatExceptionOfType(CreationRefused.class)
                .isThrownBy(() -> generators.create(Specs.of(5_000, 1)))
                .withMessageContaining("1000");
        assertThat(generators.all()).hasSize(1_000);
    }

    @Test
    void refusesATransportThatThisProcessLacks() {
        GeneratorSpec grpc = Specs.at(1);
        var mqtt = new GeneratorSpec(grpc.sensor(), grpc.rate(), Transport.MQTT, grpc.signal());

        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> generators.create(mqtt))
                .withMessageContaining("MQTT_URL")
                .satisfies(e -> assertThat(e.field()).isEqualTo("transport"));
    }

    private Generators withWindow(int size) {
        return new Generators(Map.of(Transport.GRPC, uplink), new SettableClock(), size);
    }

    private final class SettableClock implements TimeSource {

        @Override
        public long monotonicMicros() {
            return SYSTEM.monotonicMicros();
        }

        @Override
        public long wallMicros() {
            return SYSTEM.wallMicros() - wallClockBehindMicros;
        }
    }

    private static long acknowledged(Generator generator) {
        return generator.status().counts().acknowledged();
    }

    private static void assertStrictlyIncreasing(List<Reading> readings) {
        assertThat(readings).isNotEmpty();
        for (int i = 1; i < readings.size(); i++) {
            assertThat(readings.get(i).timestampMicros())
                    .isGreaterThan(readings.get(i - 1).timestampMicros());
        }
    }
}
