package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page;
import datastream.reading.Timestamps;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Looks ahead from where a window of time begins, in its order, by steps along an index. */
final class ReadingsAhead {

    private static final String TIME_AFTER =
            """
            SELECT ts FROM reading FORCE INDEX (reading_by_time) WHERE ts <not_before> <start>
            ORDER BY ts <order> LIMIT 1 OFFSET :readings
            """;

    /** Sensors in one statement, which servers must parse and plan as a whole. */
    private static final int CHUNK = 100;

    private ReadingsAhead() {}

    /** How wide a window is that has so many readings of all sensors; null for all that is left. */
    static @Nullable Long width(Handle handle, TimeWindow window, int readings) {
        Optional<LocalDateTime> end =
                handle.createQuery(TIME_AFTER)
                        .define("not_before", notBefore(window))
                        .define("start", ReadingSql.timestamp(window.start()))
                        .define("order", window.order().name())
                        .bind("readings", readings)
                        .mapTo(LocalDateTime.class)
                        .findOne();
        return end.map(ts -> Math.abs(Timestamps.fromUtc(ts) - window.start()) + 1).orElse(null);
    }

    /** When the next reading of any of the sensors was measured; empty when there is none. */
    static OptionalLong next(Handle handle, TimeWindow window, int[] sensorIds) {
        LongStream times =
                IntStream.iterate(0, from -> from < sensorIds.length, from -> from + CHUNK)
                        .mapToObj(from ->
                                Arrays.copyOfRange(
                                        sensorIds, from, Math.min(from + CHUNK, sensorIds.length)))
                        .flatMap(some -> nextOfEach(handle, window, some))
                        .mapToLong(Timestamps::fromUtc);
        return window.order() == Page.Order.ASC ? times.min() : times.max();
    }

    private static Stream<LocalDateTime> nextOfEach(
            Handle handle, TimeWindow window, int[] sensorIds) {
        String statement =
                IntStream.of(sensorIds)
                        .mapToObj(sensorId -> nextOf(window, sensorId))
                        .collect(Collectors.joining(" UNION ALL "));
        return handle
                .createQuery("<statement>")
                .define("statement", statement)
                .mapTo(LocalDateTime.class)
                .list()
                .stream();
    }

    /**
     * The key is a literal: of a key from another table MySQL reads all readings that lie before
     * the start, and MariaDB looks at each when they are grouped by sensor.
     */
    private static String nextOf(TimeWindow window, int sensorId) {
        return "(SELECT ts FROM reading WHERE sensor_id = %d AND ts %s %s ORDER BY sensor_id %4$s, ts %4$s LIMIT 1)"
                .formatted(
                        sensorId,
                        notBefore(window),
                        ReadingSql.timestamp(window.start()),
                        window.order().name());
    }

    private static String notBefore(TimeWindow window) {
        return window.order() == Page.Order.ASC ? ">=" : "<=";
    }
}
