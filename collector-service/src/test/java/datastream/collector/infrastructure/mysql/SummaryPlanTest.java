package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.aggregate.Accumulator;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.usecase.aggregate.SummaryScan.Summary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryPlanTest {

    private static final long MINUTE = 60_000_000;
    private static final long HOUR = 60 * MINUTE;
    private static final Bucket WHOLE = new Bucket.Whole();

    private static byte[] figures() {
        Accumulator one = Accumulator.joinable();
        one.add(1, 1, 1);
        return one.pack();
    }

    private static SummaryPlan hours(Bucket bucket, long from, long to) {
        SummaryPlan plan = new SummaryPlan(List.of(new Span(from, to)), BucketWidth.HOUR, bucket);
        for (Span whole : plan.whole()) {
            for (long hour = 0; hour < 6; hour++) {
                if (whole.overlaps(hour(hour))) {
                    plan.addRow("humidity", hour * 3_600, figures());
                }
            }
        }
        return plan;
    }

    private static List<Long> told(SummaryPlan plan) {
        return plan.summaries().stream().map(summary -> summary.micros() / HOUR).toList();
    }

    @Test
    void whatIsCutOffAtTheEndsIsRest() {
        SummaryPlan plan = hours(WHOLE, HOUR - 1, 4 * HOUR + 5);
        assertThat(plan.whole()).containsExactly(new Span(HOUR, 4 * HOUR));
        assertThat(plan.rest())
                .containsExactly(new Span(HOUR - 1, HOUR), new Span(4 * HOUR, 4 * HOUR + 5));
        assertThat(told(hours(WHOLE, HOUR, 4 * HOUR))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void withinAnHourAllIsRest() {
        SummaryPlan plan = hours(WHOLE, HOUR + 1, HOUR + 2);
        assertThat(plan.whole()).isEmpty();
        assertThat(plan.rest()).containsExactly(new Span(HOUR + 1, HOUR + 2));
        assertThat(hours(WHOLE, HOUR, HOUR).rest()).isEmpty();
    }

    @Test
    void anHourIsToldByAllTypesOrByNone() {
        SummaryPlan plan = hours(WHOLE, 0, 6 * HOUR);
        plan.addRow("motion", 2 * 3_600, null);
        plan.addRow("motion", 4 * 3_600, figures());
        assertThat(plan.rest()).containsExactly(new Span(2 * HOUR, 3 * HOUR));
        assertThat(told(plan)).containsExactly(0L, 1L, 3L, 4L, 4L, 5L);
        assertThat(plan.summaries()).extracting(Summary::sensorType).contains("motion");
    }

    @Test
    void whatJournalAndGapsTellOfIsRest() {
        SummaryPlan plan = hours(WHOLE, 0, 6 * HOUR);
        plan.addJournalled(3_600 + 1_800);
        plan.addJournalled(99 * 3_600);
        plan.addGap(new RollupGap(4, 99));
        assertThat(plan.rest())
                .containsExactly(new Span(HOUR, 2 * HOUR), new Span(4 * HOUR, 6 * HOUR));
        assertThat(told(plan)).containsExactly(0L, 2L, 3L);
    }

    @Test
    void anHourInTwoBucketsIsRest() {
        SummaryPlan plan = hours(new Bucket.Fixed(90 * MINUTE), 0, 6 * HOUR);
        assertThat(plan.rest())
                .containsExactly(new Span(HOUR, 2 * HOUR), new Span(4 * HOUR, 5 * HOUR));
        assertThat(told(plan)).containsExactly(0L, 2L, 3L, 5L);
    }

    @Test
    void whatHasNoReadingIsNotTold() {
        SummaryPlan plan = hours(WHOLE, 0, 8 * HOUR);
        plan.addRow("motion", 6 * 3_600, Accumulator.joinable().pack());
        assertThat(plan.rest()).isEmpty();
        assertThat(told(plan)).doesNotContain(6L, 7L);
    }

    /** Each would be looked through by statements of its own. */
    @Test
    void manyRestsAreFew() {
        SummaryPlan plan =
                new SummaryPlan(List.of(new Span(0, 999 * HOUR)), BucketWidth.HOUR, WHOLE);
        List<Long> made = new ArrayList<>();
        for (long hour = 0; hour < 900; hour++) {
            boolean outdated = hour % 2 == 0 && hour > 100;
            plan.addRow("humidity", hour * 3_600, outdated ? null : figures());
            made.add(hour);
        }
        assertThat(plan.rest()).hasSizeBetween(1, 50);
        assertThat(told(plan)).startsWith(0L, 1L).hasSizeGreaterThan(100).isSubsetOf(made);
        for (Span rest : plan.rest()) {
            assertThat(told(plan)).noneMatch(hour -> rest.overlaps(hour(hour)));
        }
    }

    private static Span hour(long hour) {
        return new Span(hour * HOUR, (hour + 1) * HOUR);
    }
}
