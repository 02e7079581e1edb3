package datastream.collector.adapter.http;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.usecase.change.ChangeOutcome.Nothing;
import datastream.reading.Timestamps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change as the API shows it.
 *
 * @param id its number; null when there was nothing to change, so that nothing is recorded
 * @param filter which readings, as the parameters say it; null for an undo
 * @param edit what was done to their values, as the body says it; null unless an edit
 * @param undoes the change that this one takes back, or null
 * @param undoneBy the last change that took this one back, or null
 * @param expected readings that were to be changed when it was asked for, as far as they were
 *     counted
 * @param count readings changed so far
 * @param conflicts readings that an undo has left alone so far
 * @param conflicting the first of these, in the answer to the undo alone
 */
record ChangeView(
        @Nullable Long id,
        String kind,
        String status,
        String user,
        @Nullable String reason,
        @Nullable Map<String, Object> filter,
        @Nullable Map<String, Double> edit,
        @Nullable Long undoes,
        @Nullable Long undoneBy,
        long expected,
        long count,
        long conflicts,
        @Nullable List<ConflictView> conflicting,
        @Nullable String failure,
        @Nullable String createdAt,
        @Nullable String finishedAt) {

    static ChangeView of(Change change) {
        ChangeTask task = change.request().task();
        return new ChangeView(
                change.id(),
                wireName(task.kind()),
                wireName(change.status()),
                change.request().user(),
                change.request().reason(),
                filter(task),
                edit(task),
                undoes(task),
                change.undoneBy(),
                change.expected(),
                change.count(),
                change.conflicts(),
                null,
                change.failure(),
                Timestamps.format(change.createdMicros()),
                format(change.finishedMicros()));
    }

    /** With the first conflicts. */
    ChangeView with(List<ConflictView> some) {
        return new ChangeView(
                id,
                kind,
                status,
                user,
                reason,
                filter,
                edit,
                undoes,
                undoneBy,
                expected,
                count,
                conflicts,
                some,
                failure,
                createdAt,
                finishedAt);
    }

    static ChangeView of(Nothing nothing, ChangeRequest request) {
        ChangeTask task = request.task();
        return new ChangeView(
                null,
                wireName(task.kind()),
                wireName(Change.Status.DONE),
                request.user(),
                request.reason(),
                filter(task),
                edit(task),
                undoes(task),
                null,
                0,
                0,
                nothing.conflictCount(),
                null,
                null,
                null,
                null);
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Map<String, Object> filter(ChangeTask task) {
        return task instanceof ChangeTask.OfFilter of ? filter(of.filter()) : null;
    }

    /** A filter as the parameters say it. */
    static Map<String, Object> filter(ReadingFilter filter) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("sensor_type", filter.sensorTypes());
        parts.put("id1", filter.id1s());
        parts.put("id2", filter.id2s());
        parts.put("from", format(filter.fromMicros()));
        parts.put("to", format(filter.toMicros()));
        parts.put("min_value", filter.minValue());
        parts.put("max_value", filter.maxValue());
        return parts;
    }

    private static @Nullable Map<String, Double> edit(ChangeTask task) {
        return task instanceof ChangeTask.Edit(_, Correction correction)
                ? Map.of(correction.operator().wireName(), correction.operand())
                : null;
    }

    private static @Nullable Long undoes(ChangeTask task) {
        return task instanceof ChangeTask.Undo(long undone) ? undone : null;
    }

    private static @Nullable String format(@Nullable Long micros) {
        return micros == null ? null : Timestamps.format(micros);
    }
}
