package datastream.benchmark.load;

import com.mysql.cj.jdbc.JdbcStatement;
import datastream.reading.Sensor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Loads the same rows into the same table by nothing but LOAD DATA LOCAL INFILE: connections that
 * each send one prepared batch after the other, a transaction each. What formatting costs is left
 * out: of a batch, only the times change.
 */
final class RawLoad implements Load {

    /** The same as the collector's writers, so that the server does the same work. */
    private static final String SESSION =
            "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";

    private static final String IDS =
            "SELECT id FROM sensor WHERE sensor_type = ? AND id1 = ? AND id2 >= ? ORDER BY id2 LIMIT ?";

    private static final String LOAD =
            "LOAD DATA LOCAL INFILE 'rows' INTO TABLE reading CHARACTER SET ascii"
                    + " FIELDS TERMINATED BY ',' (sensor_id, ts, sensor_value) SET counted = ''";

    private final LoadOrder order;
    private final Targets targets;

    private final Progress progress;

    private final List<Thread> threads = new ArrayList<>();

    private volatile boolean closed;

    RawLoad(LoadOrder order, Targets targets, Progress progress) {
        this.order = order;
        this.targets = targets;
        this.progress = progress;
    }

    @Override
    public void start() {
        for (int i = 0; i < order.senders(); i++) {
            int connection = i;
            threads.add(Thread.ofPlatform().name("raw-" + i).start(() -> load(connection)));
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Threads::join);
    }

    private void load(int index) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            RawRows rows = new RawRows(order, sensorIds(connection, index));
            statement.execute(SESSION);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            JdbcStatement source = statement.unwrap(JdbcStatement.class);
            while (!closed) {
                source.setLocalInfileInputStream(rows.next());
                int stored = statement.executeUpdate(LOAD);
                if (statement.getWarnings() != null) {
                    throw statement.getWarnings();
                }
                connection.commit();
                progress.acknowledged(order.batch(), stored);
            }
        } catch (SQLException | RuntimeException e) {
            progress.failed(e);
        }
    }

    /** The ids of this connection's share of the sensors, which the rig has made. */
    private int[] sensorIds(Connection connection, int index) throws SQLException {
        int share = order.sensors() / order.senders();
        Sensor first = Rows.sensor(index * share);
        try (PreparedStatement query = connection.prepareStatement(IDS)) {
            query.setString(1, first.type());
            query.setString(2, first.id1());
            query.setInt(3, first.id2());
            query.setInt(4, share);
            int[] ids = new int[share];
            try (ResultSet rows = query.executeQuery()) {
                for (int i = 0; i < share; i++) {
                    rows.next();
                    ids[i] = rows.getInt(1);
                }
            }
            return ids;
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", targets.databaseUser());
        properties.setProperty("password", targets.databasePassword());
        properties.setProperty("allowLoadLocalInfile", "true");
        properties.setProperty("connectionTimeZone", "UTC");
        return DriverManager.getConnection(targets.databaseUrl(), properties);
    }
}
