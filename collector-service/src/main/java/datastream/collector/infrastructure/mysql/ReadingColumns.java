package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingId;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Readings, or parts of them, out of rows. */
final class ReadingColumns {

    private ReadingColumns() {}

    /** Out of a column and the next. */
    static ReadingId readingId(ResultSet row, int column) throws SQLException {
        LocalDateTime time = Objects.requireNonNull(row.getObject(column + 1, LocalDateTime.class));
        return new ReadingId(row.getInt(column), Timestamps.fromUtc(time));
    }

    /** Out of a column and the next two. */
    static Sensor sensor(ResultSet row, int column) throws SQLException {
        return new Sensor(row.getString(column), row.getString(column + 1), row.getInt(column + 2));
    }

    static @Nullable Double value(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
