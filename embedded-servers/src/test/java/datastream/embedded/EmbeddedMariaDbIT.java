package datastream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Against real servers, in folders whose names have spaces, as a user's may. */
@Timeout(180)
final class EmbeddedMariaDbIT {

    private static final Path FOLDERS = Path.of("target", "maria db").toAbsolutePath();

    private EmbeddedMariaDbConfig config;
    private EmbeddedMariaDb database;

    @BeforeEach
    void newFolder(TestInfo test) throws IOException {
        Path folder = folder(test.getTestMethod().orElseThrow().getName());
        config = EmbeddedMariaDbConfig.in(folder);
        database = new EmbeddedMariaDb(config);
    }

    @AfterEach
    void stop() {
        database.close();
        serversOn(FOLDERS).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void keepsItsDataOverARestart() throws SQLException {
        database.start();
        execute("CREATE TABLE kept (n INT)");
        execute("INSERT INTO kept VALUES (42)");
        database.close();
        assertThat(database.isAlive()).isFalse();

        database.start();
        assertThat(database.isAlive()).isTrue();
        assertThat(query("SELECT n FROM kept")).isEqualTo("42");
    }

    @Test
    void keepsMicrosecondsThroughTheMySqlDriver() throws SQLException {
        Instant instant = Instant.parse("2026-03-29T02:30:00.123456Z");
        database.start();
        try (Connection connection = connect(database.user(), database.password())) {
            connection.createStatement().execute("CREATE TABLE times (t DATETIME(6))");
            var insert = connection.prepareStatement("INSERT INTO times VALUES (?)");
            insert.setTimestamp(1, Timestamp.from(instant));
            insert.execute();
            ResultSet row = connection.createStatement().executeQuery("SELECT t FROM times");
            row.next();
            assertThat(row.getTimestamp(1).toInstant()).isEqualTo(instant);
        }
    }

    @Test
    void isDurableAndSpeaksUtcAndUtf8() throws SQLException {
        database.start();
        assertThat(query("SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
        assertThat(query("SELECT @@global.time_zone")).isEqualTo("+00:00");
        assertThat(query("SELECT @@local_infile")).isEqualTo("1");
        assertThat(query("SELECT @@character_set_database")).isEqualTo("utf8mb4");
        assertThat(query("SELECT @@bind_address")).isEqualTo("127.0.0.1");
    }

    /** In a shared one, every server that starts deletes the temporary tables of the others. */
    @Test
    void sharesNoFolderForTemporaryTables() throws SQLException {
        database.start();
        assertThat(query("SELECT @@tmpdir")).startsWith(config.folder().toString());
    }

    @Test
    void letsOnlyItsOwnAccountIn() {
        database.start();
        assertThatThrownBy(() -> connect("root", "")).hasMessageContaining("Access denied");
        assertThatThrownBy(() -> connect("", "")).hasMessageContaining("Access denied");
        assertThatThrownBy(() -> connect(database.user(), "wrong"))
                .hasMessageContaining("Access denied");
    }

    @Test
    void mayMakeFurtherDatabasesButNotTouchTheServersOwn() throws SQLException {
        database.start();
        execute("CREATE DATABASE datastream_other");
        assertThatThrownBy(() -> query("SELECT User FROM mysql.global_priv"))
                .hasMessageContaining("denied");
        assertThat(
                        query(
                                "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'test'"))
                .isEqualTo("0");
    }

    @Test
    void hidesItsPasswordFromOthers() throws IOException {
        database.start();
        Path password = config.folder().resolve("password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        assertThat(config.folder().resolve("accounts.sql")).doesNotExist();
    }

    @Test
    void isRefusedWhileAnotherServesTheFolder() {
        database.start();
        try (var second = new EmbeddedMariaDb(config)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(FolderInUse.class)
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
        }
        assertThat(database.isAlive()).isTrue();
    }

    @Test
    void saysWhyItDidNotStartAndLeavesNothing() throws IOException {
        Path broken = Files.createDirectories(config.folder().resolve("tables"));
        assertThatThrownBy(database::start)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("mariadbd.log ends with")
                .hasMessageContaining("privilege tables");
        assertThat(serversOn(config.folder())).isEmpty();

        WholeFolder.delete(broken);
        database.start();
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            var onTakenPort = new EmbeddedMariaDbConfig(config.folder(), config.cache(), port);
            try (var refused = new EmbeddedMariaDb(onTakenPort)) {
                assertThatThrownBy(refused::start)
                        .isInstanceOf(StartFailed.class)
                        .hasMessageContaining("Port " + port + " of 127.0.0.1 cannot be used");
            }
        }
    }

    @Test
    void stopsTheServerThatAKilledRunLeftBehind() throws Exception {
        ProcessHandle orphan;
        try (var child = DatabaseChild.start(config)) {
            orphan = DatabaseChild.awaitServer(child);
            assertThatThrownBy(database::start).isInstanceOf(FolderInUse.class);
            child.kill();
        }
        assertThat(orphan.isAlive()).isTrue();

        database.start();
        assertThat(orphan.isAlive()).isFalse();
        assertThat(database.pid()).isNotEqualTo(orphan.pid());
    }

    @Test
    void survivesWhatATerminalSendsToTheForeground() throws Exception {
        try (var child = DatabaseChild.start(config)) {
            ProcessHandle server = DatabaseChild.awaitServer(child);
            child.signalGroup("QUIT");
            child.signalGroup("INT");
            child.awaitEnd();
            assertThat(server.isAlive()).isTrue();
        }
        database.start();
    }

    @Test
    void unpacksOnceWhenTwoProcessesComeAtOnce() throws Exception {
        Path root = folder("unpack");
        try (var one = DatabaseChild.start(config(root, "one"));
                var other = DatabaseChild.start(config(root, "other"))) {
            one.awaitReady();
            other.awaitReady();
            assertThat(one.lines().toString() + other.lines()).containsOnlyOnce("Unpacking");
        }
        WholeFolder.delete(root.resolve("the cache"));
    }

    private static EmbeddedMariaDbConfig config(Path root, String name) {
        return new EmbeddedMariaDbConfig(root.resolve(name), root.resolve("the cache"), 0);
    }

    private static Path folder(String name) throws IOException {
        Path folder = FOLDERS.resolve(name);
        WholeFolder.delete(folder);
        return folder;
    }

    private static Stream<ProcessHandle> serversOn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains("mariadbd"))
                .filter(process -> commandLine(process).contains("--datadir=" + folder));
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private Connection connect(String user, String password) throws SQLException {
        String url =
                database.jdbcUrl()
                        + "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true";
        return DriverManager.getConnection(url, user, password);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(database.user(), database.password())) {
            connection.createStatement().execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect(database.user(), database.password())) {
            ResultSet row = connection.createStatement().executeQuery(sql);
            row.next();
            return row.getString(1);
        }
    }
}
