package datastream.collector.domain;

import datastream.reading.SensorScope;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter as a text: the same for equal filters and another for every other one, so that it can be
 * signed, and kept beside a change.
 */
public final class ReadingFilterText {

    private static final int PARTS = 7;
    private static final int PARTS_WITH_SCOPE = 9;

    private ReadingFilterText() {}

    /**
     * No value has a comma or a semicolon in it. ASCII, at most 10,000 characters, and 2,000 more
     * with a scope.
     */
    public static String write(ReadingFilter filter) {
        String parts =
                String.join(
                        ";",
                        list(filter.sensorTypes()),
                        list(filter.id1s()),
                        list(filter.id2s()),
                        String.valueOf(filter.fromMicros()),
                        String.valueOf(filter.toMicros()),
                        String.valueOf(filter.minValue()),
                        String.valueOf(filter.maxValue()));
        return filter.scope().isUnlimited() ? parts : parts + scope(filter.scope());
    }

    private static String scope(SensorScope scope) {
        return ";" + list(scope.sensorTypes()) + ";" + list(scope.id1Prefixes());
    }

    private static String list(Set<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it has not
     */
    public static ReadingFilter read(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != PARTS && parts.length != PARTS_WITH_SCOPE) {
            throw new IllegalArgumentException("This is no filter: " + text);
        }
        return new ReadingFilter(
                set(parts[0], Function.identity()),
                set(parts[1], Function.identity()),
                set(parts[2], Integer::valueOf),
                orNull(parts[3], Long::valueOf),
                orNull(parts[4], Long::valueOf),
                orNull(parts[5], Double::valueOf),
                orNull(parts[6], Double::valueOf),
                parts.length == PARTS
                        ? SensorScope.UNLIMITED
                        : new SensorScope(
                                set(parts[7], Function.identity()),
                                set(parts[8], Function.identity())));
    }

    private static <T> Set<T> set(String text, Function<String, T> value) {
        return text.isEmpty()
                ? Set.of()
                : Arrays.stream(text.split(",", -1))
                        .map(value)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> @Nullable T orNull(String text, Function<String, T> value) {
        return text.equals("null") ? null : value.apply(text);
    }
}
