package datastream.collector.adapter.http;

import datastream.collector.domain.quality.Findings;
import datastream.collector.domain.quality.Gap;
import datastream.collector.domain.quality.Quality;
import datastream.collector.domain.quality.QualityRules;
import datastream.collector.domain.quality.Spike;
import datastream.collector.domain.quality.StuckRun;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What looks wrong in the readings of a sensor, as the API shows it.
 *
 * @param intervalSeconds usual time between two readings, or null when nobody knows it
 * @param completeness share of the expected readings that is there, or null when nobody knows how
 *     many are expected
 */
record QualityView(
        String sensorType,
        String id1,
        int id2,
        String from,
        String to,
        long count,
        @Nullable String first,
        @Nullable String last,
        @Nullable Double intervalSeconds,
        @Nullable Double completeness,
        long missing,
        RulesView rules,
        FindingsView<GapView> gaps,
        FindingsView<StuckView> stuck,
        FindingsView<SpikeView> spikes,
        FindingsView<ValueView> outOfRange) {

    private static final double MICROS_PER_SECOND = 1e6;

    /** The rules that were applied. */
    record RulesView(
            boolean intervalGiven,
            @Nullable Double min,
            @Nullable Double max,
            int stuckAfter,
            double spike,
            int spikeNeighbours) {

        static RulesView of(QualityRules rules) {
            return new RulesView(
                    rules.intervalMicros() != null,
                    rules.least(),
                    rules.most(),
                    rules.stuckAfter(),
                    rules.spike(),
                    QualityRules.SPIKE_NEIGHBOURS);
        }
    }

    /**
     * @param count of all
     * @param data the first of them
     */
    record FindingsView<T>(long count, List<T> data) {

        static <F, T> FindingsView<T> of(Findings<F> findings, Function<F, T> view) {
            return new FindingsView<>(
                    findings.count(), findings.first().stream().map(view).toList());
        }
    }

    record GapView(String from, String to, long missing) {

        static GapView of(Gap gap) {
            return new GapView(
                    Timestamps.format(gap.fromMicros()),
                    Timestamps.format(gap.toMicros()),
                    gap.missing());
        }
    }

    record StuckView(String from, String to, double sensorValue, long count) {

        static StuckView of(StuckRun run) {
            return new StuckView(
                    Timestamps.format(run.fromMicros()),
                    Timestamps.format(run.toMicros()),
                    run.value(),
                    run.count());
        }
    }

    record SpikeView(String timestamp, double sensorValue, double expected, double deviation) {

        static SpikeView of(Spike spike) {
            return new SpikeView(
                    time(spike.reading()),
                    spike.reading().value(),
                    spike.expected(),
                    spike.deviation());
        }
    }

    record ValueView(String timestamp, double sensorValue) {

        static ValueView of(Reading reading) {
            return new ValueView(time(reading), reading.value());
        }
    }

    static QualityView of(Sensor sensor, QualityParameters asked, Quality quality) {
        return new QualityView(
                sensor.type(),
                sensor.id1(),
                sensor.id2(),
                Timestamps.format(asked.fromMicros()),
                Timestamps.format(asked.toMicros()),
                quality.count(),
                timeOrNull(quality.first()),
                timeOrNull(quality.last()),
                secondsOrNull(quality.intervalMicros()),
                quality.completeness(),
                quality.missing(),
                RulesView.of(asked.rules()),
                FindingsView.of(quality.gaps(), GapView::of),
                FindingsView.of(quality.stuck(), StuckView::of),
                FindingsView.of(quality.spikes(), SpikeView::of),
                FindingsView.of(quality.outOfRange(), ValueView::of));
    }

    private static String time(Reading reading) {
        return Timestamps.format(reading.timestampMicros());
    }

    private static @Nullable String timeOrNull(@Nullable Reading reading) {
        return reading == null ? null : time(reading);
    }

    private static @Nullable Double secondsOrNull(@Nullable Long micros) {
        return micros == null ? null : micros / MICROS_PER_SECOND;
    }
}
