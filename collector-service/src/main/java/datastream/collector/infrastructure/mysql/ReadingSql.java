package datastream.collector.infrastructure.mysql;

import datastream.reading.Reading;
import datastream.reading.Timestamps;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Statements over many readings at once, written as text. Multi-row text is the quickest INSERT
 * that both servers take, and it holds nothing but numbers and times that were made here: there is
 * no text of a sender in it.
 */
final class ReadingSql {

    private static final int ROW_LENGTH = 64;
    private static final int WITHOUT_ZONE = "2026-11-21T08:00:00.123456".length();

    /** Rows in one INSERT, which is then below 160 KB. */
    private static final int CHUNK = 2_000;

    /** What a server must take in one packet: an INSERT of the most rows, with room to spare. */
    static final int NEEDED_PACKET_BYTES = 256 * 1024;

    /**
     * Numbers in one list. Of 1,000, MariaDB makes a table and reads along no range any more
     * (in_predicate_conversion_threshold).
     */
    static final int LONGEST_LIST = 999;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]*");

    private ReadingSql() {}

    /** Inserts the readings at {@code positions}; fails as a whole when one is there already. */
    static String insert(int[] sensorIds, List<Reading> readings, int[] positions) {
        StringBuilder sql = new StringBuilder(64 + ROW_LENGTH * positions.length);
        sql.append("INSERT INTO reading (sensor_id, ts, sensor_value, counted) VALUES ");
        for (int i : positions) {
            sql.append('(');
            appendKey(sql, sensorIds[i], readings.get(i).timestampMicros());
            sql.append(',');
            appendDouble(sql, readings.get(i).value());
            sql.append(",''),");
        }
        sql.setLength(sql.length() - 1);
        return sql.toString();
    }

    /**
     * Selects what is stored under the keys of the readings at {@code positions}. The times are
     * typed: MariaDB compares every row with every text, which makes 1,000 keys thirty times as
     * slow. Their span is said too, else both servers look for every key in every partition.
     */
    static String selectStored(int[] sensorIds, List<Reading> readings, int[] positions) {
        StringBuilder sql = new StringBuilder(128 + ROW_LENGTH * positions.length);
        LongSummaryStatistics times =
                IntStream.of(positions)
                        .mapToLong(i -> readings.get(i).timestampMicros())
                        .summaryStatistics();
        sql.append("SELECT sensor_id, ts, sensor_value FROM reading WHERE ts BETWEEN ");
        sql.append(timestamp(times.getMin())).append(" AND ").append(timestamp(times.getMax()));
        sql.append(" AND (sensor_id, ts) IN (");
        return appendKeys(sql, sensorIds, readings, positions);
    }

    /** Selects, likewise, what changes have done under the keys, and whether that was an edit. */
    static String selectChanged(int[] sensorIds, List<Reading> readings, int[] positions) {
        StringBuilder sql = new StringBuilder(128 + ROW_LENGTH * positions.length);
        sql.append(
                "SELECT DISTINCT sensor_id, ts, value_before, value_after, (SELECT h.kind FROM reading_change h WHERE h.id = change_id) = 'EDIT' FROM changed_reading WHERE (sensor_id, ts) IN (");
        return appendKeys(sql, sensorIds, readings, positions);
    }

    private static String appendKeys(
            StringBuilder sql, int[] sensorIds, List<Reading> readings, int[] positions) {
        for (int i : positions) {
            sql.append('(').append(sensorIds[i]).append(",TIMESTAMP'");
            sql.append(Timestamps.format(readings.get(i).timestampMicros()), 0, WITHOUT_ZONE);
            sql.append("'),");
        }
        sql.setCharAt(sql.length() - 1, ')');
        return sql.toString();
    }

    /** Keys for between the parentheses of an IN. */
    static String list(int[] sensorIds) {
        return IntStream.of(sensorIds).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    /** An instant as a DATETIME, whatever it is compared with. */
    static String timestamp(long micros) {
        return "TIMESTAMP'" + Timestamps.format(micros).substring(0, WITHOUT_ZONE) + "'";
    }

    /**
     * A name as a text literal. The rules for names of sensors let nothing else pass; neither does
     * this.
     *
     * @throws IllegalArgumentException unless it is of letters, digits and underscores
     */
    static String word(String name) {
        if (!WORD.matcher(name).matches()) {
            throw new IllegalArgumentException("No name of a sensor: " + name);
        }
        return "'" + name + "'";
    }

    /** How many whole seconds since 1970 a column's time is. */
    static String secondOf(String column) {
        return "TIMESTAMPDIFF(SECOND, TIMESTAMP'1970-01-01 00:00:00', " + column + ")";
    }

    /**
     * The condition that a column's time lies in a range, to stand behind others.
     *
     * @param from first microsecond
     * @param to first behind it
     */
    static String isIn(String column, long from, long to) {
        String after =
                from <= Timestamps.EARLIEST_MICROS
                        ? ""
                        : " AND %s >= %s".formatted(column, timestamp(from));
        return to > Timestamps.LATEST_MICROS
                ? after
                : after + " AND %s < %s".formatted(column, timestamp(to));
    }

    /** Positions in portions, one for each INSERT. */
    static List<int[]> chunks(int[] positions) {
        return IntStream.iterate(0, start -> start < positions.length, start -> start + CHUNK)
                .mapToObj(start ->
                        Arrays.copyOfRange(
                                positions, start, Math.min(start + CHUNK, positions.length)))
                .toList();
    }

    /** 0, 1, 2 … {@code size - 1}. */
    static int[] allPositions(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static void appendKey(StringBuilder sql, int sensorId, long micros) {
        sql.append(sensorId).append(",'").append(Timestamps.toUtc(micros)).append('\'');
    }

    private static void appendDouble(StringBuilder sql, double value) {
        sql.append(literal(value));
    }

    /**
     * With an exponent: without one it would be a DECIMAL literal, which knows no negative zero.
     */
    static String literal(double value) {
        String text = Double.toString(value);
        return text.indexOf('E') < 0 ? text + "E0" : text;
    }
}
