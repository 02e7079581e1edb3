package datastream.collector.infrastructure.telemetry;

import datastream.collector.domain.ChangeTask;
import datastream.collector.usecase.change.ChangeMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What became of edits, deletes and undos at this collector. Thread-safe. */
final class ChangeMeters implements ChangeMetrics {

    private final Map<ChangeTask.Kind, Map<End, Counter>> ends =
            new EnumMap<>(ChangeTask.Kind.class);
    private final Map<ChangeTask.Kind, Counter> readings = new EnumMap<>(ChangeTask.Kind.class);

    ChangeMeters(MeterRegistry registry) {
        for (ChangeTask.Kind kind : ChangeTask.Kind.values()) {
            Map<End, Counter> ofKind = new EnumMap<>(End.class);
            for (End end : End.values()) {
                ofKind.put(end, counter(registry, kind, end));
            }
            ends.put(kind, ofKind);
            readings.put(
                    kind,
                    Counter.builder("datastream.changes.readings")
                            .description("Stored readings that were changed, by jobs as well.")
                            .tag("kind", wireName(kind))
                            .register(registry));
        }
    }

    private static Counter counter(MeterRegistry registry, ChangeTask.Kind kind, End end) {
        return Counter.builder("datastream.changes")
                .description(
                        "Edits, deletes and undos that were asked for, by what came of them; a job has a second end when it is done or has failed.")
                .tag("kind", wireName(kind))
                .tag("end", end.wireName())
                .register(registry);
    }

    private static String wireName(ChangeTask.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void ended(ChangeTask.Kind kind, End end) {
        Objects.requireNonNull(Objects.requireNonNull(ends.get(kind)).get(end)).increment();
    }

    @Override
    public void changed(ChangeTask.Kind kind, long count) {
        Objects.requireNonNull(readings.get(kind)).increment((double) count);
    }
}
