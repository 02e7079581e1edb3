package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.ingest.BatchResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real servers that lack something. Settings of a whole server are changed on MySQL, where the
 * account may be allowed to; where it is not, these tests are skipped.
 */
class StartupChecksIT {

    private static final int SPECIAL_PRIVILEGE_MISSING = 1227;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sessionsAreStrictAndInUtcAndDoNotWaitLongForLocks(boolean mySql) {
        try (Database database =
                new Database(mySql ? TestServers.mySql() : TestServers.mariaDb())) {
            database.start();
            String session =
                    database.write(handle ->
                            handle.createQuery(
                                            "SELECT CONCAT_WS(' ', @@sql_mode, @@time_zone, @@innodb_lock_wait_timeout, @@transaction_isolation)")
                                    .mapTo(String.class)
                                    .one());
            assertThat(session)
                    .contains("STRICT_ALL_TABLES", "STRICT_TRANS_TABLES")
                    .endsWith(" +00:00 5 READ-COMMITTED");
            assertThat(database.loading().isAllowed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reading", "sensor", "users", "quarantine"})
    void refusesATableThatInnoDbDoesNotKeep(String table) {
        try (Database database = new Database(TestServers.mariaDb())) {
            database.start();
            alterEngine(database, table, "Aria");
            try (Database next = new Database(TestServers.mariaDb())) {
                assertThatThrownBy(next::start)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("ALTER TABLE %s ENGINE = InnoDB", table);
            } finally {
                alterEngine(database, table, "InnoDB");
            }
        }
    }

    @Test
    void insertsWhereTheServerForbidsLoadDataAtTheStart() throws SQLException {
        during(
                "local_infile = OFF",
                "local_infile = ON",
                () -> {
                    try (Database database = new Database(TestServers.mySql())) {
                        database.start();
                        assertThat(database.loading().isAllowed()).isFalse();
                        assertStores(database);
                    }
                });
    }

    @Test
    void insertsOnceTheServerForbidsLoadDataWhileItRuns() throws SQLException {
        try (Database database = new Database(TestServers.mySql())) {
            database.start();
            assertStores(database);
            assertThat(database.loading().isAllowed()).isTrue();
            during("local_infile = OFF", "local_infile = ON", () -> assertStores(database));
            assertThat(database.loading().isAllowed()).isFalse();
        }
    }

    @Test
    void waitsForAServerThatTakesNoWrites() throws SQLException {
        DatabaseConfig server = TestServers.mySql();
        DatabaseConfig impatient =
                new DatabaseConfig(
                        server.url(),
                        server.user(),
                        server.password(),
                        1,
                        1,
                        0,
                        Duration.ofMillis(1));
        during(
                "read_only = ON",
                "read_only = OFF",
                () -> {
                    try (Database database = new Database(impatient)) {
                        assertThatThrownBy(database::start)
                                .isInstanceOf(StoreUnavailable.class)
                                .hasMessageContaining("takes no writes");
                    }
                });
    }

    @Test
    void saysInOneSentenceThatAPrivilegeIsMissing() throws SQLException {
        DatabaseConfig server = TestServers.mySql();
        try (Connection admin = TestServers.connect(server)) {
            executeOrSkip(admin, "CREATE DATABASE IF NOT EXISTS datastream_checks");
            executeOrSkip(admin, "CREATE USER IF NOT EXISTS datastream_reader IDENTIFIED BY 'r'");
            executeOrSkip(admin, "GRANT SELECT ON datastream_checks.* TO datastream_reader");
            String url = server.url().replaceFirst("(//[^/]+/)[^?]*", "$1datastream_checks");
            try (Database database =
                    new Database(new DatabaseConfig(url, "datastream_reader", "r"))) {
                assertThatThrownBy(database::start)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("datastream_reader needs every privilege")
                        .hasMessageContaining("command denied");
            } finally {
                executeOrSkip(admin, "DROP USER datastream_reader");
                executeOrSkip(admin, "DROP DATABASE datastream_checks");
            }
        }
    }

    private static void assertStores(Database database) {
        TestServers.empty(database);
        MySqlReadingWriter writer = new MySqlReadingWriter(database, 0);
        assertThat(writer.append(Readings.series(Readings.ROOM_1, 100)))
                .isEqualTo(BatchResult.ALL_NEW);
        assertThat(writer.append(Readings.series(Readings.ROOM_1, 100)).duplicates()).hasSize(100);
    }

    private static void alterEngine(Database database, String table, String engine) {
        database.write(handle -> handle.execute("ALTER TABLE " + table + " ENGINE = " + engine));
    }

    private static void during(String setting, String undo, Runnable test) throws SQLException {
        try (Connection admin = TestServers.connect(TestServers.mySql())) {
            executeOrSkip(admin, "SET GLOBAL " + setting);
            try {
                test.run();
            } finally {
                executeOrSkip(admin, "SET GLOBAL " + undo);
            }
        }
    }

    private static void executeOrSkip(Connection admin, String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            if (e.getErrorCode() == SPECIAL_PRIVILEGE_MISSING || e.getErrorCode() == 1044) {
                abort("The account may not: " + sql);
            }
            throw e;
        }
    }
}
