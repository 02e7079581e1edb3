package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.retention.ReadingPartition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Statements for the partitions of the table reading, and the servers' words for where one ends.
 * Partitions are named by the day before which they end, as migration V5 does.
 */
final class PartitionSql {

    /** {@code '2026-12-01'}, with or without a time, and a fraction of its last second. */
    private static final Pattern END =
            Pattern.compile(
                    "'?(\\d{4}-\\d\\d-\\d\\d)(?:[ T](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?))?'?");

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'before_'uuuuMMdd");

    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private static final String PARTITIONS =
            """
            SELECT partition_name, partition_description FROM information_schema.partitions
            WHERE table_schema = DATABASE() AND table_name = 'reading'
                AND partition_name IS NOT NULL
            ORDER BY partition_ordinal_position
            """;

    private PartitionSql() {}

    /**
     * In the order of time; none when the table is not partitioned.
     *
     * @throws IllegalStateException when they are not of our making
     */
    static List<ReadingPartition> partitions(Handle handle) {
        return handle.createQuery(PARTITIONS)
                .map((row, _) -> new ReadingPartition(row.getString(1), end(row.getString(2))))
                .list();
    }

    /**
     * @param description of a partition, by the information schema; null where it is not by range
     * @return null for the last, which has no end
     * @throws IllegalStateException when it tells no time: the partition is not of our making
     */
    static @Nullable Instant end(@Nullable String description) {
        if ("MAXVALUE".equals(description)) {
            return null;
        }
        Matcher end = END.matcher(String.valueOf(description));
        if (!end.matches()) {
            throw new IllegalStateException(
                    "The table reading has a partition that ends at " + description);
        }
        String time = end.group(2) == null ? "00:00:00" : end.group(2);
        return LocalDateTime.parse(end.group(1) + "T" + time).toInstant(ZoneOffset.UTC);
    }

    static String split(ReadingPartition whole, List<Instant> at) {
        Stream<ReadingPartition> parts =
                Stream.concat(
                        at.stream().map(end -> new ReadingPartition(name(end), end)),
                        Stream.of(whole));
        return "ALTER TABLE reading REORGANIZE PARTITION %s INTO (%s)"
                .formatted(
                        quoted(whole.name()),
                        parts.map(PartitionSql::definition).collect(Collectors.joining(", ")));
    }

    static String drop(ReadingPartition partition) {
        return "ALTER TABLE reading DROP PARTITION " + quoted(partition.name());
    }

    private static String definition(ReadingPartition partition) {
        return "PARTITION %s VALUES LESS THAN (%s)"
                .formatted(quoted(partition.name()), literal(partition.end()));
    }

    static String literal(@Nullable Instant end) {
        return end == null
                ? "MAXVALUE"
                : "'" + DATETIME.format(LocalDateTime.ofInstant(end, ZoneOffset.UTC)) + "'";
    }

    private static String name(Instant end) {
        return NAME.format(LocalDate.ofInstant(end, ZoneOffset.UTC));
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
