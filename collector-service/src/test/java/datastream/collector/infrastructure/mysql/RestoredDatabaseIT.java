package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.Readings;
import datastream.reading.Reading;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * A database that has lost its newest sensors, by a failover or an older backup, and has given
 * their ids to others. Nothing but the collector guards the ids in the table reading.
 */
class RestoredDatabaseIT {

    private static final List<Reading> ONE = Readings.series(Readings.ROOM_1, 1);

    @Nested
    class OnMariaDb extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }

        @Test
        void onNewConnectionsSensorsAreLookedUpAnew() throws SQLException {
            LostSensors.giveTheirIdsToOthers(database());
            killConnections();
            writer().append(ONE);
            LostSensors.assertStoredUnderItsOwn(database(), Readings.ROOM_1);
        }

        /** As when a balancer turns to another server. */
        private void killConnections() throws SQLException {
            try (Connection admin = TestServers.connect(server());
                    Statement statement = admin.createStatement()) {
                List<Long> ids = new ArrayList<>();
                try (ResultSet row =
                        statement.executeQuery(
                                "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()")) {
                    while (row.next()) {
                        ids.add(row.getLong(1));
                    }
                }
                for (long id : ids) {
                    statement.execute("KILL " + id);
                }
            }
        }
    }

    @Nested
    class OnMySql extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    abstract static class OnServer {

        @AutoClose private Database database;
        private MySqlReadingWriter writer;

        abstract DatabaseConfig server();

        Database database() {
            return database;
        }

        MySqlReadingWriter writer() {
            return writer;
        }

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            writer = new MySqlReadingWriter(database);
            writer.append(ONE);
        }

        @Test
        void afterAFailedBatchSensorsAreLookedUpAnew() {
            execute("RENAME TABLE reading TO reading_away");
            assertThatThrownBy(() -> writer.append(ONE)).isInstanceOf(StoreUnavailable.class);
            execute("RENAME TABLE reading_away TO reading");
            LostSensors.giveTheirIdsToOthers(database);
            writer.append(ONE);
            LostSensors.assertStoredUnderItsOwn(database, Readings.ROOM_1);
        }

        private void execute(String sql) {
            database.write(handle -> handle.execute(sql));
        }
    }
}
