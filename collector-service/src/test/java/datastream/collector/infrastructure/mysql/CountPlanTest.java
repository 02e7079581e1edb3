package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.infrastructure.mysql.CountPlan.Buckets;
import datastream.collector.infrastructure.mysql.CountPlan.Readings;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountPlanTest {

    private static final long HOUR = 3_600_000_000L;
    private static final long BASE = Timestamps.parse("2026-11-21T08:00:00Z");

    /** With gaps in which the buckets know nothing, and bounds at, before and behind borders. */
    @Test
    void countsExactlyWhatLiesInTheRange() {
        Random random = new Random(8);
        for (int round = 0; round < 3_000; round++) {
            List<BucketWidth> widths =
                    random.nextBoolean() ? BucketWidth.OF_TYPES : BucketWidth.OF_SENSORS;
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                times.add(randomTime(random));
            }
            List<RollupGap> gaps = randomGaps(random);
            long from = random.nextInt(5) == 0 ? 0 : randomTime(random);
            long to = random.nextInt(5) == 0 ? CountPlan.END_MICROS : randomTime(random);
            CountPlan plan = CountPlan.of(from, to, widths, gaps);
            long expected = times.stream().filter(time -> from <= time && time < to).count();
            assertThat(counted(plan, times, gaps))
                    .as("%d to %d of %s without %s: %s", from, to, times, gaps, plan)
                    .isEqualTo(expected);
        }
    }

    private static long randomTime(Random random) {
        long time = BASE + (random.nextLong(60 * 24 * HOUR) >> random.nextInt(45));
        return switch (random.nextInt(4)) {
            case 0 -> time / HOUR * HOUR + random.nextInt(3) - 1;
            case 1 -> time / 1_000_000 * 1_000_000;
            default -> time;
        };
    }

    private static List<RollupGap> randomGaps(Random random) {
        List<RollupGap> gaps = new ArrayList<>();
        long hour = BASE / HOUR - 30;
        for (int i = random.nextInt(3); i > 0; i--) {
            hour += 1 + random.nextInt(60);
            gaps.add(new RollupGap(hour, hour + 1 + random.nextInt(50)));
            hour = gaps.getLast().toHour();
        }
        return gaps;
    }

    private static long counted(CountPlan plan, List<Long> times, List<RollupGap> gaps) {
        long sum = 0;
        for (Buckets buckets : plan.buckets()) {
            int width = buckets.width().seconds();
            assertThat(buckets.range().from() % width).isZero();
            assertThat(buckets.range().to() % width).isZero();
            sum +=
                    times.stream()
                            .filter(time -> !RollupGap.anyHas(gaps, time / HOUR))
                            .filter(time -> buckets.range().has(time / 1_000_000))
                            .peek(time -> assertThat(plan.covers(time / 1_000_000)).isTrue())
                            .count();
        }
        for (Readings readings : plan.readings()) {
            sum +=
                    readings.sign()
                            * times.stream()
                                    .filter(time -> readings.from() <= time && time < readings.to())
                                    .count();
        }
        return sum;
    }

    @Test
    void aLongRangeTakesFewBucketsAndLessThanASecondOfReadings() {
        CountPlan plan =
                CountPlan.of(
                        BASE - 400 * 24 * HOUR + 123_456,
                        BASE + 5 * HOUR + 59_700_000,
                        BucketWidth.OF_TYPES,
                        List.of());
        long buckets =
                plan.buckets().stream()
                        .mapToLong(b -> (b.range().to() - b.range().from()) / b.width().seconds())
                        .sum();
        assertThat(buckets).isLessThan(400 + 2 * (24 + 60 + 60));
        assertThat(plan.readings())
                .containsExactly(
                        new Readings(BASE - 400 * 24 * HOUR, BASE - 400 * 24 * HOUR + 123_456, -1),
                        new Readings(
                                BASE + 5 * HOUR + 59_700_000, BASE + 5 * HOUR + 60_000_000, -1));
    }

    @Test
    void everythingIsDaysAlone() {
        CountPlan plan = CountPlan.of(0, CountPlan.END_MICROS, BucketWidth.OF_SENSORS, List.of());
        assertThat(plan.readings()).isEmpty();
        assertThat(plan.buckets()).extracting(Buckets::width).containsExactly(BucketWidth.DAY);
    }

    @Test
    void aShortRangeIsReadingsAlone() {
        CountPlan plan = CountPlan.of(BASE, BASE + 400_000, BucketWidth.OF_TYPES, List.of());
        assertThat(plan.buckets()).isEmpty();
        assertThat(plan.readings()).containsExactly(new Readings(BASE, BASE + 400_000, 1));
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsEmpty() {
        assertThat(CountPlan.of(BASE, BASE - HOUR, BucketWidth.OF_TYPES, List.of()))
                .isEqualTo(new CountPlan(List.of(), List.of(), List.of()));
    }
}
