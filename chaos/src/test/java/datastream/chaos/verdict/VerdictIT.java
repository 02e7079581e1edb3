package datastream.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.chaos.journal.Columns;
import datastream.chaos.journal.Journal;
import datastream.chaos.journal.Ledger;
import datastream.chaos.journal.SensorRange;
import datastream.embedded.EmbeddedMariaDb;
import datastream.embedded.EmbeddedMariaDbConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants each kind of damage into a real table, and looks whether it is found. */
class VerdictIT {

    private static final Path DATABASE = Path.of("target", "verdict-database");
    private static final EmbeddedMariaDb SERVER =
            new EmbeddedMariaDb(EmbeddedMariaDbConfig.in(DATABASE));
    private static final long NOW = 1_795_000_000_123_456L;
    private static final double VALUE = -12.345678901234567e-5;

    @TempDir private Path folder;

    private Connection connection;
    private Journal journal;
    private Ledger ledger;

    @BeforeAll
    static void startServer() {
        SERVER.start();
    }

    @AfterAll
    static void stopServer() {
        SERVER.close();
    }

    /** Without the primary key: a broken build may have lost it. */
    @BeforeEach
    void layTables() throws SQLException {
        connection =
                DriverManager.getConnection(SERVER.jdbcUrl(), SERVER.user(), SERVER.password());
        execute("DROP TABLE IF EXISTS sensor, reading");
        execute("CREATE TABLE sensor (id INT, sensor_type VARCHAR(50), id1 VARCHAR(32), id2 INT)");
        execute("CREATE TABLE reading (sensor_id INT, ts DATETIME(6), sensor_value DOUBLE)");
        execute("INSERT INTO sensor VALUES (5, 'chaos', 'A', 0), (6, 'chaos', 'A', 1)");
        Path path = folder.resolve("journal");
        journal = Journal.create(path, new SensorRange("chaos", "A", 2));
        ledger = new Ledger();
        ledger.follow(path);
        for (int i = 0; i < 10; i++) {
            attempted(0, NOW + i, VALUE + i, true);
            stored(5, NOW + i, VALUE + i);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void findsNothingWhereNothingIsWrong() throws SQLException {
        attempted(1, NOW, 1.0, false);
        ledger.senderKilled(folder.resolve("journal"));
        assertThat(compare()).isEqualTo(new Verdict(11, 10, 10, 0, 0, 0, 0, 0, 0, 0));
        assertThat(compare().isClean()).isTrue();
    }

    @Test
    void findsALostReadingWhereverItStood() throws SQLException {
        execute(
                "DELETE FROM reading WHERE sensor_value IN (SELECT MIN(sensor_value) FROM reading)");
        assertThat(compare().lost()).isEqualTo(1);
        execute("DELETE FROM reading");
        assertThat(compare().lost()).isEqualTo(10);
    }

    @Test
    void findsAnAcknowledgedReadingOfASensorThatTheDatabaseDoesNotKnow() throws SQLException {
        execute("DELETE FROM sensor WHERE id = 6");
        attempted(1, NOW, 1.0, true);
        assertThat(compare().lost()).isEqualTo(1);
    }

    @Test
    void findsADuplicate() throws SQLException {
        stored(5, NOW + 3, VALUE + 3);
        assertThat(compare()).isEqualTo(new Verdict(10, 10, 10, 0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void findsADuplicateUnderASecondIdOfTheSensor() throws SQLException {
        execute("INSERT INTO sensor VALUES (7, 'chaos', 'A', 0)");
        stored(7, NOW + 3, VALUE + 3);
        assertThat(compare().duplicated()).isEqualTo(1);
    }

    @Test
    void namesWhatItFoundAndWhatTheServerThinksOfItsTables() throws SQLException {
        execute("CREATE INDEX reading_by_time ON reading (ts)");
        stored(5, NOW + 3, VALUE + 3);
        stored(5, NOW + 7_000_000, 1.5);
        execute(
                "DELETE FROM reading WHERE ts = TIMESTAMP'1970-01-01 00:00:00' + INTERVAL %d MICROSECOND"
                        .formatted(NOW + 9));
        ledger.catchUp();
        assertThat(reader().evidence(ledger))
                .contains(
                        "duplicated: chaos/A/0 at %d µs, value %s, stored under id 5"
                                .formatted(NOW + 3, VALUE + 3),
                        "lost: chaos/A/0 at %d µs, last row before at %d µs"
                                .formatted(NOW + 9, NOW + 8),
                        "invented: chaos/A/0 at %d µs, value 1.5, stored under id 5"
                                .formatted(NOW + 7_000_000),
                        "readings_by_time 11",
                        "Table datastream.reading, Op check, Msg_type status, Msg_text OK")
                .anyMatch(line -> line.matches("sensor_id 5, ts .*, equal_keys 2"))
                .anyMatch(line -> line.contains("FORCE INDEX (PRIMARY): "));
    }

    @Test
    void findsInventedReadingsOfKnownUnknownAndNamelessSensors() throws SQLException {
        execute("INSERT INTO sensor VALUES (8, 'chaos', 'B', 0)");
        stored(5, NOW + 1_000_000, 1.0);
        stored(8, NOW, 1.0);
        stored(9, NOW, 1.0);
        assertThat(compare()).isEqualTo(new Verdict(10, 10, 10, 0, 0, 3, 0, 0, 0, 0));
    }

    @Test
    void findsAValueThatDiffersInItsLastBit() throws SQLException {
        attempted(1, NOW, VALUE, true);
        stored(6, NOW, Math.nextUp(VALUE));
        assertThat(compare()).isEqualTo(new Verdict(11, 11, 11, 0, 0, 0, 1, 0, 0, 0));
    }

    @Test
    void findsATimestampThatLostItsMicroseconds() throws SQLException {
        attempted(1, NOW, VALUE, true);
        stored(6, NOW - NOW % 1_000_000, VALUE);
        Verdict verdict = compare();
        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.invented()).isEqualTo(1);
    }

    @Test
    void findsAReadingThatNobodyAnswers() throws SQLException {
        attempted(1, NOW, VALUE, false);
        stored(6, NOW, VALUE);
        assertThat(compare()).isEqualTo(new Verdict(11, 10, 11, 0, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void findsAGoodReadingThatWasRefused() throws SQLException {
        attempted(1, NOW, VALUE, false);
        journal.rejected(1, false, NOW, "INVALID");
        assertThat(compare()).isEqualTo(new Verdict(11, 10, 10, 0, 0, 0, 0, 0, 1, 0));
    }

    @Test
    void findsABadReadingThatWasStoredOverAGoodOneBesideItOrOnlyAcknowledged() throws SQLException {
        journal.attempted(0, true, columns(NOW + 3, 77.0));
        journal.attempted(0, true, columns(NOW + 500, Double.NaN));
        journal.acknowledged(0, true, new long[] {NOW + 3});
        execute("UPDATE reading SET sensor_value = 77 WHERE sensor_value = " + (VALUE + 3));
        stored(5, NOW + 500, 0.0);
        assertThat(compare()).isEqualTo(new Verdict(10, 10, 10, 0, 0, 0, 0, 0, 0, 3));
    }

    @Test
    void findsAnInventedReadingFromBeforeTheEpoch() throws SQLException {
        stored(5, -1_000_000, 1.0);
        assertThat(compare().invented()).isEqualTo(1);
    }

    @Test
    void missesOnlyReadingsOfTheSensorsAskedFor() throws SQLException {
        execute("DELETE FROM reading");
        attempted(1, NOW, 1.0, true);
        ledger.catchUp();
        assertThat(reader().missing(ledger, sensor -> sensor.id2() == 0)).isEqualTo(10);
        assertThat(reader().missing(ledger, sensor -> sensor.id2() == 1)).isEqualTo(1);
    }

    private Verdict compare() throws SQLException {
        ledger.catchUp();
        return reader().compare(ledger);
    }

    private static VerdictReader reader() {
        return new VerdictReader(SERVER.jdbcUrl(), SERVER.user(), SERVER.password());
    }

    private void attempted(int sensor, long micros, double value, boolean acknowledged) {
        journal.attempted(sensor, false, columns(micros, value));
        if (acknowledged) {
            journal.acknowledged(sensor, false, new long[] {micros});
        }
    }

    private static Columns columns(long micros, double value) {
        Columns columns = new Columns();
        columns.add(micros, value);
        return columns;
    }

    private void stored(int sensorId, long micros, double value) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO reading VALUES (?, TIMESTAMP'1970-01-01 00:00:00' + INTERVAL ? MICROSECOND, ?)")) {
            insert.setInt(1, sensorId);
            insert.setLong(2, micros);
            insert.setDouble(3, value);
            insert.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
