package datastream.collector.infrastructure.mysql;

import static org.junit.jupiter.api.Assumptions.abort;

import datastream.embedded.EmbeddedMariaDb;
import datastream.embedded.EmbeddedMariaDbConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mysql.MySQLContainer;

/**
 * Real servers for tests, each started once. MariaDB is always there. MySQL comes from {@code
 * DATASTREAM_TEST_MYSQL_URL}, else from a Docker engine; without either its tests are skipped, or
 * fail where {@code DATASTREAM_REQUIRE_MYSQL=true} says that one must be there.
 */
public final class TestServers {

    private static DatabaseConfig mariaDb;
    private static DatabaseConfig mySql;

    private TestServers() {}

    public static synchronized DatabaseConfig mariaDb() {
        if (mariaDb == null) {
            EmbeddedMariaDb server =
                    new EmbeddedMariaDb(EmbeddedMariaDbConfig.in(Path.of("target", "mariadb")));
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            mariaDb = new DatabaseConfig(server.jdbcUrl(), server.user(), server.password());
        }
        return mariaDb;
    }

    public static synchronized DatabaseConfig mySql() {
        if (mySql == null) {
            String url = System.getenv("DATASTREAM_TEST_MYSQL_URL");
            mySql = url == null ? fromDocker() : fromEnvironment(url);
        }
        return mySql;
    }

    private static DatabaseConfig fromEnvironment(String url) {
        return new DatabaseConfig(
                url,
                System.getenv("DATASTREAM_TEST_MYSQL_USER"),
                System.getenv("DATASTREAM_TEST_MYSQL_PASSWORD"));
    }

    /** The container lives as long as this JVM. */
    @SuppressWarnings("resource")
    private static DatabaseConfig fromDocker() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            if ("true".equals(System.getenv("DATASTREAM_REQUIRE_MYSQL"))) {
                throw new IllegalStateException(
                        "DATASTREAM_REQUIRE_MYSQL, but neither DATASTREAM_TEST_MYSQL_URL nor Docker");
            }
            abort("No MySQL: neither DATASTREAM_TEST_MYSQL_URL nor a Docker engine is here");
        }
        MySQLContainer container = new MySQLContainer("mysql:9.7").withCommand("--local-infile=ON");
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new DatabaseConfig(
                container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    /** A connection past all pools. */
    public static Connection connect(DatabaseConfig server) throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    /** Queries past all pools. */
    static Queries queries(Jdbi jdbi, Duration longest) {
        return new Queries(jdbi, longest, new ConnectionsInUse(System::nanoTime), () -> false);
    }

    /** A started database with no row in it; to be closed by the caller. */
    public static Database openEmpty(DatabaseConfig server) {
        Database database = new Database(server);
        database.start();
        empty(database);
        return database;
    }

    /** Deletes every row of a server's database. */
    public static void empty(DatabaseConfig server) {
        openEmpty(server).close();
    }

    /** Deletes every reading, and what is kept of them beside; the rollups are complete. */
    public static void emptyReadings(Database database) {
        database.write(handle -> {
            handle.execute("DELETE FROM reading");
            handle.execute("DELETE FROM batch_journal");
            handle.execute("DELETE FROM sensor_rollup");
            handle.execute("DELETE FROM type_rollup");
            handle.execute("DELETE FROM type_summary");
            return handle.execute("DELETE FROM rollup_gap");
        });
    }

    /** Deletes every reading and every change. */
    public static void emptyChanges(Database database) {
        emptyReadings(database);
        database.write(handle -> {
            handle.execute("DELETE FROM change_conflict");
            handle.execute("DELETE FROM changed_reading");
            return handle.execute("DELETE FROM reading_change");
        });
    }

    /** Deletes every row. */
    public static void empty(Database database) {
        emptyChanges(database);
        database.write(handle -> {
            handle.execute("DELETE FROM sensor");
            handle.execute("DELETE FROM quarantine");
            handle.execute("DELETE FROM deleted_user");
            handle.execute("DELETE FROM login_session");
            handle.execute("DELETE FROM audit_event");
            handle.execute("DELETE FROM attempt");
            handle.execute("DELETE FROM request_bucket");
            handle.execute("DELETE FROM api_key");
            handle.execute("DELETE FROM recovery_code");
            handle.execute("UPDATE api_key_version SET version = version + 1");
            return handle.execute("DELETE FROM users");
        });
    }
}
