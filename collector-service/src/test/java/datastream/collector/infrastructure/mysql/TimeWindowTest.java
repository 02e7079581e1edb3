package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingId;
import datastream.reading.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeWindowTest {

    private static final int PORTION = 10;
    private static final Duration QUICK = Duration.ofMillis(1);
    private static final Duration SLOW = Duration.ofSeconds(2);

    /** Whatever the windows hold and however long they take, each instant is looked at once. */
    @ParameterizedTest
    @EnumSource
    void everyInstantIsCoveredOnce(Page.Order order) {
        Random random = new Random(5);
        for (int run = 0; run < 300; run++) {
            TreeSet<Long> instants = new TreeSet<>();
            while (instants.size() < 200) {
                instants.add(random.nextLong(1L << random.nextInt(8, 57)));
            }
            assertThat(walk(order, instants, random))
                    .isEqualTo(List.copyOf(ordered(order, instants)));
        }
    }

    private static List<Long> walk(Page.Order order, TreeSet<Long> instants, Random random) {
        TimeWindow window = new TimeWindow(order, instants.getFirst(), instants.getLast(), PORTION);
        List<Long> seen = new ArrayList<>();
        while (!window.isEmpty()) {
            if (random.nextInt(10) == 0) {
                window.narrow();
                continue;
            }
            List<Long> found =
                    ordered(
                                    order,
                                    new TreeSet<>(
                                            instants.subSet(
                                                    window.from(), true, window.to(), true)))
                            .stream()
                            .filter(instant ->
                                    window.after() == null
                                            || instant != window.after().timestampMicros())
                            .limit(PORTION)
                            .toList();
            seen.addAll(found);
            if (found.size() == PORTION) {
                window.filled(new ReadingId(1, found.getLast()), random.nextBoolean());
            } else {
                window.passed(found.size(), random.nextInt(4) == 0 ? SLOW : QUICK);
            }
        }
        return seen;
    }

    private static List<Long> ordered(Page.Order order, TreeSet<Long> instants) {
        return List.copyOf(order == Page.Order.ASC ? instants : instants.descendingSet());
    }

    @Test
    void eightThousandYearsOfNothingAreFewWindows() {
        for (Page.Order order : Page.Order.values()) {
            TimeWindow window = new TimeWindow(order, 0, Timestamps.LATEST_MICROS, PORTION);
            int windows = 0;
            for (; !window.isEmpty(); windows++) {
                window.passed(0, QUICK);
            }
            assertThat(windows).isLessThan(25);
        }
    }

    @Test
    void aWindowCanBeNarrowedDownToAnInstant() {
        TimeWindow window = new TimeWindow(Page.Order.ASC, 0, Timestamps.LATEST_MICROS, PORTION);
        int times = 0;
        while (window.narrow()) {
            times++;
        }
        assertThat(window.from()).isEqualTo(window.to());
        assertThat(times).isLessThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void aWindowCanBeMadeAsWideAsIsWanted(Page.Order order) {
        TimeWindow window = new TimeWindow(order, 0, Timestamps.LATEST_MICROS, PORTION);
        window.resize(7L);
        assertThat(window.to() - window.from()).isEqualTo(6);
        window.resize(null);
        assertThat(window.from()).isZero();
        assertThat(window.to()).isEqualTo(Timestamps.LATEST_MICROS);
    }

    /** A reading that was seen is not seen again because somebody looked ahead. */
    @Test
    void aLookAheadThatFindsTheSameInstantKeepsThePlaceInIt() {
        TimeWindow window = new TimeWindow(Page.Order.ASC, 0, 100, PORTION);
        window.beginBehind(new ReadingId(1, 10));
        window.beginAt(10);
        assertThat(window.after()).isEqualTo(new ReadingId(1, 10));
        window.beginAt(50);
        assertThat(window.after()).isNull();
        assertThat(window.start()).isEqualTo(50);
    }

    @Test
    void aSpanTheWrongWayRoundIsEmpty() {
        assertThat(new TimeWindow(Page.Order.DESC, 1, 0, PORTION).isEmpty()).isTrue();
        TimeWindow window = new TimeWindow(Page.Order.ASC, 0, 10, PORTION);
        window.beginBehind(new ReadingId(1, 11));
        assertThat(window.isEmpty()).isTrue();
    }
}
