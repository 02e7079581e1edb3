package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.collector.usecase.export.ReadingWalks;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Walks over the tables reading and sensor, on connections of their own. Thread-safe. */
public final class MySqlReadingWalks implements ReadingWalks {

    /**
     * So many ranges cost a statement about what a portion costs along the index on time, which
     * looks each reading up, but also those of other sensors (estimated from exports of a million
     * readings on MySQL 9.7).
     */
    static final int MOST_SENSORS = ReadingSql.LONGEST_LIST;

    /** A step at either end of an index. */
    private static final String SPAN = "SELECT MIN(ts), MAX(ts) FROM reading";

    private static final String SENSORS = "SELECT id FROM sensor WHERE TRUE <and> LIMIT :limit";

    /** Readings of a portion: about a megabyte. With twice as many a heap of 64 MB is too small. */
    private static final int PORTION = 10_000;

    private final Queries queries;
    private final int portion;
    private final int mostSensors;

    public MySqlReadingWalks(Database database) {
        this(database.exports(), PORTION, MOST_SENSORS);
    }

    MySqlReadingWalks(Queries queries, int portion, int mostSensors) {
        this.queries = queries;
        this.portion = portion;
        this.mostSensors = mostSensors;
    }

    @Override
    public ReadingWalk walk(ReadingFilter filter, Page.Order order, @Nullable ReadingId after) {
        return queries.run(handle -> {
            TimeWindow window = window(handle, filter, order, portion);
            if (after != null) {
                window.beginBehind(after);
            }
            int[] sensorIds = filter.namesSensors() ? sensorIds(handle, filter, mostSensors) : null;
            if (sensorIds != null && sensorIds.length == 0) {
                return () -> null;
            }
            boolean few = sensorIds != null && sensorIds.length <= mostSensors;
            return new MySqlReadingWalk(queries, filter, window, few ? sensorIds : null);
        });
    }

    /**
     * From the first to the last reading of all, as far as the filter means them.
     *
     * @param portion readings that a statement should find
     */
    static TimeWindow window(Handle handle, ReadingFilter filter, Page.Order order, int portion) {
        return handle.createQuery(SPAN).map((row, _) -> window(row, filter, order, portion)).one();
    }

    /** Without readings it is empty. */
    private static TimeWindow window(
            ResultSet row, ReadingFilter filter, Page.Order order, int portion)
            throws SQLException {
        LocalDateTime first = row.getObject(1, LocalDateTime.class);
        LocalDateTime last = row.getObject(2, LocalDateTime.class);
        long earliest = first == null ? Timestamps.LATEST_MICROS : Timestamps.fromUtc(first);
        long latest = last == null ? Timestamps.EARLIEST_MICROS : Timestamps.fromUtc(last);
        if (filter.fromMicros() != null) {
            earliest = Math.max(earliest, filter.fromMicros());
        }
        if (filter.toMicros() != null) {
            latest = Math.min(latest, filter.toMicros() - 1);
        }
        return new TimeWindow(order, earliest, latest, portion);
    }

    /** Keys of the sensors that a filter names: as many as are few, and one more if there are. */
    static int[] sensorIds(Handle handle, ReadingFilter filter, int mostSensors) {
        Conditions conditions = Conditions.onSensor(filter);
        return handle
                .createQuery(SENSORS)
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .bind("limit", mostSensors + 1)
                .mapTo(Integer.class)
                .stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
