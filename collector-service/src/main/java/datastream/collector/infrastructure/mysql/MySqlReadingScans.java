package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.usecase.aggregate.ReadingScan;
import datastream.collector.usecase.aggregate.ReadingScans;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.reading.Sensor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Scans over the tables reading and sensor. Thread-safe. */
public final class MySqlReadingScans implements ReadingScans {

    /**
     * Up to so many sensors are read one after the other, along the primary key, without sorting
     * and without looking anything up; a step for a sensor without readings costs some 10 us. More
     * are read along the index on time, as exports are.
     */
    private static final int MOST_SENSORS = 10_000;

    /** Readings of a statement: some megabytes, and a small part of a second. */
    private static final int PORTION = 20_000;

    private static final String SENSORS =
            "SELECT id, sensor_type, id1, id2 FROM sensor WHERE TRUE <and> ORDER BY id LIMIT :limit";

    private final Queries queries;
    private final MySqlReadingWalks alongTime;
    private final int portion;
    private final int mostSensors;

    public MySqlReadingScans(Database database) {
        this(database.queries(), PORTION, MOST_SENSORS);
    }

    MySqlReadingScans(Queries queries, int portion, int mostSensors) {
        this.queries = queries;
        this.portion = portion;
        this.mostSensors = mostSensors;
        alongTime = new MySqlReadingWalks(queries, portion, 0);
    }

    @Override
    public ReadingScan scan(ReadingFilter filter) {
        Map<Integer, Sensor> sensors = queries.run(handle -> sensors(handle, filter));
        if (sensors.size() > mostSensors) {
            ReadingWalk walk = alongTime.walk(filter, Page.Order.ASC, null);
            return walk::next;
        }
        return new MySqlReadingScan(queries, filter, sensors, portion);
    }

    /** As many as are read one by one, and one more if there are. */
    private Map<Integer, Sensor> sensors(Handle handle, ReadingFilter filter) {
        Conditions conditions = Conditions.onSensor(filter);
        return handle.createQuery(SENSORS)
                .define("and", conditions.and())
                .bindMap(conditions.parameters())
                .bind("limit", mostSensors + 1)
                .scanResultSet((result, _) -> sensors(result.get()));
    }

    private static Map<Integer, Sensor> sensors(ResultSet result) throws SQLException {
        Map<Integer, Sensor> sensors = new LinkedHashMap<>();
        while (result.next()) {
            Sensor sensor = ReadingColumns.sensor(result, 2);
            sensors.put(result.getInt(1), sensor);
        }
        return sensors;
    }
}
