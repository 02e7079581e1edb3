package datastream.collector.usecase.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.quality.Gap;
import datastream.collector.domain.quality.Quality;
import datastream.collector.domain.quality.QualityRules;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.InMemoryWalks;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.export.ReadingWalks;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AssessQualityTest {

    private static final QualityRules RULES =
            new QualityRules(null, null, null, 10, QualityRules.USUAL_SPIKE);
    private static final long FROM = Readings.BASE;

    private final InMemoryReadings readings = new InMemoryReadings();
    private final AtomicInteger begun = new AtomicInteger();
    private Clock clock = at(FROM + 1_000_000);

    private static Clock at(long micros) {
        return Clock.fixed(Timestamps.toInstant(micros), ZoneOffset.UTC);
    }

    private AssessQuality assessQuality(ReadingWalks walks, long mostReadings) {
        return new AssessQuality(
                walks, readings, new QualityLimits(1, mostReadings, Duration.ofMillis(20)), clock);
    }

    private ReadingWalks walks() {
        return (filter, order, after) -> {
            begun.incrementAndGet();
            return new InMemoryWalks(readings, 7).walk(filter, order, after);
        };
    }

    private Quality assess(long toMicros, QualityRules rules) {
        return assessQuality(walks(), 1_000).assess(Readings.ROOM_1, FROM, toMicros, rules);
    }

    /** Of another sensor, and behind the end, there is more. */
    @Test
    void looksAtTheReadingsOfTheSensorInTheRange() {
        readings.append(Readings.series(Readings.ROOM_1, 50));
        readings.append(Readings.series(new Sensor("temperature", "ROOM", 2), 90));
        Quality quality = assess(FROM + 40, RULES);
        assertThat(quality.count()).isEqualTo(40);
        assertThat(quality.last()).isEqualTo(Readings.of(Readings.ROOM_1, 39, 39 / 8.0));
        assertThat(quality.intervalMicros()).isEqualTo(1);
        assertThat(quality.completeness()).isEqualTo(1);
    }

    @Test
    void walksOnceWhenTheIntervalIsGiven() {
        readings.append(Readings.series(Readings.ROOM_1, 5));
        assertThat(assess(FROM + 5, RULES.withInterval(10L)).intervalMicros()).isEqualTo(10);
        assertThat(begun).hasValue(1);
        assess(FROM + 5, RULES);
        assertThat(begun).hasValue(3);
    }

    @Test
    void nothingIsExpectedInTheFuture() {
        readings.append(Readings.series(Readings.ROOM_1, 5));
        clock = at(FROM + 10);
        assertThat(assess(FROM + 1_000, RULES).gaps().first())
                .containsExactly(new Gap(FROM + 4, FROM + 10, 5));
        clock = at(FROM);
        assertThat(assess(FROM + 1_000, RULES).gaps().first()).isEmpty();
    }

    @Test
    void aSensorWithoutReadingsIsUnknownAndOneWithoutReadingsInTheRangeIsNot() {
        assertThat(assess(FROM + 5, RULES)).isNull();
        readings.append(Readings.series(Readings.ROOM_1, 5));
        Quality none =
                assessQuality(walks(), 1_000)
                        .assess(Readings.ROOM_1, FROM + 100, FROM + 200, RULES);
        assertThat(none.count()).isZero();
        assertThat(none.completeness()).isNull();
    }

    @Test
    void moreReadingsThanItLooksAtAreRefusedWithARangeThatIsNot() {
        readings.append(Readings.series(Readings.ROOM_1, 50));
        AssessQuality few = assessQuality(walks(), 30);
        assertThatThrownBy(() -> few.assess(Readings.ROOM_1, FROM, FROM + 50, RULES))
                .isInstanceOf(TooManyReadings.class)
                .hasMessageContaining("more than 30 readings")
                .hasMessageContaining("to=" + Timestamps.format(FROM + 30));
        assertThat(few.assess(Readings.ROOM_1, FROM, FROM + 30, RULES).count()).isEqualTo(30);
    }

    @Test
    void oneTooManyIsRefusedAndAfterwardsThereIsRoomAgain() throws Exception {
        readings.append(Readings.series(Readings.ROOM_1, 5));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ReadingWalks slow =
                (filter, order, after) -> {
                    entered.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return walks().walk(filter, order, after);
                };
        AssessQuality one = assessQuality(slow, 1_000);
        FutureTask<Quality> first =
                new FutureTask<>(() -> one.assess(Readings.ROOM_1, FROM, FROM + 5, RULES));
        Thread.ofVirtual().start(first);
        entered.await();
        assertThatThrownBy(() -> one.assess(Readings.ROOM_1, FROM, FROM + 5, RULES))
                .isInstanceOf(TooManyAssessments.class)
                .hasMessageContaining("1 assessments");
        goOn.countDown();
        assertThat(first.get().count()).isEqualTo(5);
        assertThat(one.assess(Readings.ROOM_1, FROM, FROM + 5, RULES).count()).isEqualTo(5);
    }
}
