package datastream.benchmark.load;

import com.mysql.cj.jdbc.JdbcStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Loads the same rows into the same table by nothing but LOAD DATA LOCAL INFILE: connections that
 * each send one prepared batch after the other, a transaction each. What formatting costs is left
 * out: of a batch, only the times change.
 */
final class RawLoad implements Load {

    private static final String LOAD =
            "LOAD DATA LOCAL INFILE 'rows' INTO TABLE reading CHARACTER SET ascii"
                    + " FIELDS TERMINATED BY ',' (sensor_id, ts, sensor_value)";

    private final LoadOrder order;
    private final Targets targets;

    /** Atomic: every connection adds to it. */
    private final AtomicLong committed = new AtomicLong();

    private final List<Thread> threads = new ArrayList<>();

    private volatile boolean closed;

    RawLoad(LoadOrder order, Targets targets) {
        this.order = order;
        this.targets = targets;
    }

    @Override
    public void start() {
        for (int i = 0; i < order.senders(); i++) {
            int connection = i;
            threads.add(Thread.ofPlatform().name("raw-" + i).start(() -> load(connection)));
        }
    }

    @Override
    public long acknowledged() {
        return committed.get();
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void load(int index) {
        RawRows rows = new RawRows(order, index);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            JdbcStatement source = statement.unwrap(JdbcStatement.class);
            while (!closed) {
                source.setLocalInfileInputStream(rows.next());
                int stored = statement.executeUpdate(LOAD);
                if (stored != order.batch()) {
                    throw new IllegalStateException(
                            "Of %d rows %d were stored".formatted(order.batch(), stored));
                }
                connection.commit();
                committed.addAndGet(stored);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The raw loader failed", e);
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
