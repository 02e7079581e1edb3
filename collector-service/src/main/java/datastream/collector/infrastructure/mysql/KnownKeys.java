package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingId;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.reading.Reading;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Sorts a batch that holds keys which are taken: in the table, or by an earlier reading of the same
 * batch. Same value, or one that the reading had before somebody edited it: duplicate. Another
 * value: conflict. Lives for one look at the table.
 */
final class KnownKeys {

    /** Keys in one SELECT. */
    private static final int CHUNK = ReadingSql.LONGEST_LIST;

    private static final long FAR_MICROS = Duration.ofDays(1).toNanos() / 1_000;

    /** A batch whose readings are all far from each other is not asked for one by one. */
    private static final int MOST_CUTS = 10;

    private final Map<ReadingId, Double> values = new HashMap<>();
    private final Set<Integer> duplicates = new HashSet<>();
    private final Map<Integer, Double> conflicts = new HashMap<>();
    private int[] fresh = {};

    private KnownKeys() {}

    static KnownKeys find(Statement statement, int[] ids, List<Reading> readings)
            throws SQLException {
        KnownKeys known = new KnownKeys();
        for (int[] chunk : nearInTime(readings)) {
            known.load(statement, ReadingSql.selectStored(ids, readings, chunk));
        }
        known.sort(ids, readings);
        known.excuseEdited(statement, ids, readings);
        return known;
    }

    /**
     * Positions in chunks for one SELECT each, which asks all partitions between its first and its
     * last time for each key: one reading of 1970 or 2099 must not make that all that there are.
     */
    private static List<int[]> nearInTime(List<Reading> readings) {
        int[] byTime =
                IntStream.range(0, readings.size())
                        .boxed()
                        .sorted(Comparator.comparingLong(i -> readings.get(i).timestampMicros()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        List<int[]> chunks = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= byTime.length; i++) {
            if (i == byTime.length
                    || i - start == CHUNK
                    || (chunks.size() < MOST_CUTS && isFar(readings, byTime[i - 1], byTime[i]))) {
                chunks.add(Arrays.copyOfRange(byTime, start, i));
                start = i;
            }
        }
        return chunks;
    }

    private static boolean isFar(List<Reading> readings, int one, int next) {
        return readings.get(next).timestampMicros() - readings.get(one).timestampMicros()
                > FAR_MICROS;
    }

    private void load(Statement statement, String select) throws SQLException {
        try (ResultSet rows = statement.executeQuery(select)) {
            while (rows.next()) {
                long micros = Timestamps.fromUtc(rows.getObject(2, LocalDateTime.class));
                values.put(new ReadingId(rows.getInt(1), micros), rows.getDouble(3));
            }
        }
    }

    private void sort(int[] ids, List<Reading> readings) {
        int[] positions = new int[ids.length];
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            Reading reading = readings.get(i);
            Double stored =
                    values.putIfAbsent(
                            new ReadingId(ids[i], reading.timestampMicros()), reading.value());
            if (stored == null) {
                positions[count++] = i;
            } else if (stored.doubleValue() == reading.value()) {
                // Compared as numbers: a zero is a zero, whatever its sign.
                duplicates.add(i);
            } else {
                conflicts.put(i, stored);
            }
        }
        fresh = Arrays.copyOf(positions, count);
    }

    /**
     * A sender that repeats a reading knows nothing of an edit: it is the same reading as before.
     * Who sends what was deleted, or what an undo took away, contradicts what is stored.
     */
    private void excuseEdited(Statement statement, int[] ids, List<Reading> readings)
            throws SQLException {
        PastValues past = new PastValues();
        int[] all = conflicts.keySet().stream().mapToInt(Integer::intValue).toArray();
        for (int start = 0; start < all.length; start += CHUNK) {
            int[] chunk = Arrays.copyOfRange(all, start, Math.min(start + CHUNK, all.length));
            String select = ReadingSql.selectChanged(ids, readings, chunk);
            try (ResultSet rows = statement.executeQuery(select)) {
                past.load(rows);
            }
        }
        for (int i : all) {
            Reading reading = readings.get(i);
            ReadingId id = new ReadingId(ids[i], reading.timestampMicros());
            double stored = Objects.requireNonNull(conflicts.get(i));
            if (past.wasEdited(id, reading.value(), stored)) {
                conflicts.remove(i);
                duplicates.add(i);
            }
        }
    }

    /** Positions of the readings that are still to be inserted. */
    int[] freshPositions() {
        return fresh;
    }

    BatchResult result() {
        return new BatchResult(duplicates, conflicts);
    }
}
