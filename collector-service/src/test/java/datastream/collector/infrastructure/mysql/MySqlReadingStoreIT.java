package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.find.SensorCatalogue;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The store over real servers. */
class MySqlReadingStoreIT {

    @Nested
    class OnMariaDb extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    /** Small batches by one INSERT. */
    @Nested
    class OnMariaDbAsShipped extends OnMariaDb {
        @Override
        MySqlReadingWriter writer(Database database) {
            return new MySqlReadingWriter(database);
        }
    }

    @Nested
    class OnMySqlAsShipped extends OnMySql {
        @Override
        MySqlReadingWriter writer(Database database) {
            return new MySqlReadingWriter(database);
        }
    }

    @Nested
    class OnMariaDbWithoutLoadData extends OnMariaDb {
        @Override
        boolean mayLoad() {
            return false;
        }
    }

    @Nested
    class OnMySqlWithoutLoadData extends OnMySql {
        @Override
        boolean mayLoad() {
            return false;
        }
    }

    abstract static class OnServer extends ReadingStoreContract {

        @AutoClose private Database database;
        private MySqlReadingWriter writer;
        private MySqlReadingStore store;

        abstract DatabaseConfig server();

        boolean mayLoad() {
            return true;
        }

        MySqlReadingWriter writer(Database opened) {
            return new MySqlReadingWriter(opened, 0);
        }

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            if (!mayLoad()) {
                database.loading().forbid("a test wants it so");
            }
            writer = writer(database);
            store = new MySqlReadingStore(database);
        }

        /** However many lie before: neither those of other sensors nor those of other times. */
        @Test
        void aPageFromAPositionReadsNoMoreRowsThanItShows() {
            List<Sensor> sensors =
                    IntStream.range(0, 5).mapToObj(i -> new Sensor("light", "HALL", i)).toList();
            sensors.forEach(sensor -> writer.append(Readings.series(sensor, 1_000)));
            ReadingFilter one = ReadingFilter.ofSensors(Set.of("light"), Set.of("HALL"), Set.of(3));
            database.write(handle -> {
                handle.createQuery("ANALYZE TABLE sensor, reading").mapToMap().list();
                for (ReadingFilter filter : List.of(ReadingFilter.ALL, one)) {
                    ReadingId middle =
                            store.find(filter, new Page(1, 500, Page.Order.ASC)).getFirst().id();
                    for (Page.Order order : Page.Order.values()) {
                        Seek seek = new Seek(middle, false, order, 50);
                        long before = ReadSteps.byIndex(handle);
                        assertThat(MySqlReadingStore.query(handle, filter, seek).mapToMap().list())
                                .hasSize(50);
                        // Each, its sensor's name, and a few that begin the scan or count all this.
                        assertThat(ReadSteps.byIndex(handle) - before)
                                .as("%s %s", filter, seek)
                                .isBetween(50L, 130L);
                    }
                }
                return null;
            });
        }

        /** The driver itself fails in a way of its own when it is asked for anything then. */
        @Test
        void aConnectionThatBreaksInALoadIsLostAndNoFaultOfOurs() throws SQLException {
            List<Reading> readings = Readings.series(Readings.ROOM_1, 3);
            database.write(handle -> {
                kill(handle.createQuery("SELECT CONNECTION_ID()").mapTo(Long.class).one());
                assertThatThrownBy(() ->
                                LoadData.storesExactly(
                                        handle.getConnection(), new int[] {1, 1, 1}, readings))
                        .isInstanceOf(SQLException.class)
                        .satisfies(e -> assertThat(SqlFailures.isUnavailable(e)).isTrue());
                return null;
            });
        }

        private void kill(long connection) {
            database.queries().run(handle -> handle.execute("KILL " + connection));
            String alive = "SELECT COUNT(*) FROM information_schema.processlist WHERE id = ";
            await().until(() ->
                    database.queries()
                                    .run(handle ->
                                            handle.createQuery(alive + connection)
                                                    .mapTo(Integer.class)
                                                    .one())
                            == 0);
        }

        /** Another collector may have committed them a moment ago, and not yet have flushed. */
        @Test
        void whatIsFoundStoredIsAcknowledgedOnlyAfterACommit() {
            List<Reading> readings = Readings.series(Readings.ROOM_1, 3);
            writer.append(readings);
            long before = flushes();
            writer.append(readings);
            assertThat(flushes()).isEqualTo(before + 1);
        }

        private long flushes() {
            return database.write(handle ->
                    handle.createQuery("SELECT COALESCE(SUM(times), 0) FROM log_flush")
                            .mapTo(Long.class)
                            .one());
        }

        @AfterEach
        void nothingMadeTheWriterLeaveItsWay() {
            if (database != null) {
                assertThat(database.loading().isAllowed()).isEqualTo(mayLoad());
            }
        }

        @Override
        protected ReadingWriter writer() {
            return writer;
        }

        @Override
        protected ReadingStore store() {
            return store;
        }

        @Override
        protected SensorCatalogue catalogue() {
            return store;
        }
    }
}
