package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.find.SensorCatalogue;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Reads from the tables reading and sensor. Thread-safe. */
public final class MySqlReadingStore implements ReadingStore, SensorCatalogue {

    /** Picks the page from the narrow table first, and only then joins the sensors' names to it. */
    private static final String FIND =
            """
            SELECT r.sensor_id, s.sensor_type, s.id1, s.id2, r.ts, r.sensor_value
            FROM (SELECT sensor_id, ts, sensor_value FROM reading WHERE TRUE <and>
                  ORDER BY ts <order>, sensor_id <order> LIMIT :limit <offset>) r
            JOIN sensor s ON s.id = r.sensor_id
            ORDER BY r.ts <order>, r.sensor_id <order>
            """;

    private static final String GET =
            """
            SELECT r.sensor_id, s.sensor_type, s.id1, s.id2, r.ts, r.sensor_value
            FROM reading r JOIN sensor s ON s.id = r.sensor_id
            WHERE r.sensor_id = :sensor_id AND r.ts = :ts
            """;

    /** A sensor without a reading (its first batch failed, or all were deleted) is left out. */
    private static final String NEWEST_OF_EACH_SENSOR =
            """
            SELECT s.id, s.sensor_type, s.id1, s.id2, r.ts, r.sensor_value
            FROM sensor s
            JOIN reading r ON r.sensor_id = s.id AND r.ts = <newest_time>
            WHERE TRUE <and>
            ORDER BY s.sensor_type, s.id1, s.id2 LIMIT :limit OFFSET :offset
            """;

    private static final String COUNT_SENSORS_WITH_READINGS =
            """
            SELECT COUNT(*) FROM sensor s
            WHERE EXISTS (SELECT 1 FROM reading r WHERE r.sensor_id = s.id) <and>
            """;

    private final Queries queries;
    private final MySqlReadingPages pages;
    private final MySqlReadingCounts counts;
    private final FarPages farPages;
    private final NewestTime newestTime = new NewestTime();

    public MySqlReadingStore(Database database) {
        this(database.queries(), new MySqlReadingPages(database.pages()));
    }

    MySqlReadingStore(Queries queries, MySqlReadingPages pages) {
        this(queries, pages, FarPages.NEAR, MySqlReadingPages.MOST_READINGS);
    }

    /**
     * @param near smallest offset of pages that the rollups are asked for
     * @param mostWalked most readings that are walked to instead
     */
    MySqlReadingStore(Queries queries, MySqlReadingPages pages, int near, int mostWalked) {
        this.queries = queries;
        this.pages = pages;
        counts = new MySqlReadingCounts(queries);
        farPages = new FarPages(counts, near, mostWalked);
    }

    @Override
    public List<StoredReading> find(ReadingFilter filter, Page page) {
        List<StoredReading> far = farPages.suits(filter, page) ? farPage(filter, page) : null;
        if (far != null) {
            return far;
        }
        if (MySqlReadingPages.suits(filter, (long) page.offset() + page.limit())) {
            return pages.find(filter, page);
        }
        return queries.run(handle -> page(handle, filter, page));
    }

    /**
     * The count of what is passed over and the page are of one moment. Null when that does not
     * help.
     */
    private @Nullable List<StoredReading> farPage(ReadingFilter filter, Page page) {
        return queries.run(handle ->
                handle.inTransaction(
                        TransactionIsolationLevel.REPEATABLE_READ,
                        moment ->
                                farPages.find(
                                        moment,
                                        filter,
                                        page,
                                        (part, rest) -> page(moment, part, rest))));
    }

    private static List<StoredReading> page(Handle handle, ReadingFilter filter, Page page) {
        return query(handle, Conditions.onReading(filter), page.order(), page.limit())
                .define("offset", "OFFSET :offset")
                .bind("offset", page.offset())
                .map((row, context) -> storedReading(row))
                .list();
    }

    @Override
    public List<StoredReading> seek(ReadingFilter filter, Seek seek) {
        if (MySqlReadingPages.suits(filter, seek.limit())) {
            return pages.seek(filter, seek);
        }
        return queries.run(handle ->
                query(handle, filter, seek).map((row, context) -> storedReading(row)).list());
    }

    static Query query(Handle handle, ReadingFilter filter, Seek seek) {
        Conditions conditions = Conditions.onReading(filter, seek);
        return query(handle, conditions, seek.order(), seek.limit()).define("offset", "");
    }

    private static Query query(Handle handle, Conditions conditions, Page.Order order, int limit) {
        return handle.createQuery(FIND)
                .define("and", conditions.and())
                .define("order", order.name())
                .bindMap(conditions.parameters())
                .bind("limit", limit);
    }

    @Override
    public @Nullable StoredReading find(ReadingId id) {
        return queries.run(handle ->
                handle.createQuery(GET)
                        .bind("sensor_id", id.sensorId())
                        .bind("ts", Timestamps.toUtc(id.timestampMicros()))
                        .map((row, context) -> storedReading(row))
                        .findOne()
                        .orElse(null));
    }

    @Override
    public long count(ReadingFilter filter) {
        return counts.count(filter);
    }

    @Override
    public Slice<StoredReading> newest(ReadingFilter filter, int limit, int offset) {
        Conditions conditions = Conditions.onSensor(filter);
        return queries.run(handle -> {
            List<StoredReading> data = newest(handle, filter, limit, offset);
            long total =
                    handle.createQuery(COUNT_SENSORS_WITH_READINGS)
                            .define("and", conditions.and())
                            .bindMap(conditions.parameters())
                            .mapTo(Long.class)
                            .one();
            return new Slice<>(data, total);
        });
    }

    List<StoredReading> newest(Handle handle, ReadingFilter filter, int limit, int offset) {
        Conditions conditions = Conditions.onSensor(filter);
        return handle.createQuery(NEWEST_OF_EACH_SENSOR)
                .define("newest_time", newestTime.sql(handle))
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, _) -> storedReading(row))
                .list();
    }

    static StoredReading storedReading(ResultSet row) throws SQLException {
        Sensor sensor = ReadingColumns.sensor(row, 2);
        long micros = Timestamps.fromUtc(row.getObject(5, LocalDateTime.class));
        return new StoredReading(
                new ReadingId(row.getInt(1), micros),
                new Reading(sensor, micros, row.getDouble(6)));
    }
}
