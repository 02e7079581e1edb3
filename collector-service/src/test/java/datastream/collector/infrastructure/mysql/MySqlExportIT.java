package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.Filters;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.collector.usecase.export.ReadingWalks;
import datastream.collector.usecase.find.LatestReadings;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Exports, and the latest readings, over real servers. */
class MySqlExportIT {

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

    abstract static class OnServer extends ReadingExportContract {

        @AutoClose private Database database;
        private MySqlReadingWriter writer;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            writer = new MySqlReadingWriter(database);
        }

        @Override
        ReadingWriter writer() {
            return writer;
        }

        @Override
        ReadingWalks walks(int portion, int mostSensors) {
            return new MySqlReadingWalks(database.exports(), portion, mostSensors);
        }

        @Test
        void theLatestOfEachSensorIsWhatAPlainLoopFinds() {
            List<Reading> readings = atSharedInstants(300);
            writer.append(readings);
            InMemoryReadings oracle = new InMemoryReadings();
            oracle.append(readings);
            LatestReadings latest = new MySqlLatestReadings(database);
            Random random = new Random(23);
            for (int i = 0; i < 250; i++) {
                ReadingFilter sensors = Filters.ofSensors(Filters.random(random));
                List<StoredReading> all = pages(latest, sensors, 1 + random.nextInt(9));
                assertThat(ReadingWalkContract.contents(all))
                        .as(sensors.toString())
                        .containsExactlyInAnyOrderElementsOf(
                                ReadingWalkContract.contents(
                                        oracle.newest(sensors, 100, 0).data()));
                assertThat(all).isSortedAccordingTo(Comparator.comparing(r -> r.id().sensorId()));
            }
        }

        /** Those of the last two days are looked for first. */
        @Test
        void theLatestIsTheSameWhetherASensorSpokeLatelyOrLongAgo() {
            long now = Timestamps.toMicros(Instant.now().minusSeconds(60));
            long day = 86_400_000_000L;
            long[][] ages = {{0, 1, day}, {0, 40 * day}, {day, 3 * day}, {3 * day, 50 * day}};
            List<Reading> readings = new ArrayList<>();
            List<Reading> latest = new ArrayList<>();
            for (int i = 0; i < ages.length; i++) {
                Sensor sensor = new Sensor("light", "HALL", i);
                for (long age : ages[i]) {
                    readings.add(new Reading(sensor, now - age, age));
                }
                latest.add(new Reading(sensor, now - ages[i][0], ages[i][0]));
            }
            writer.append(readings);
            assertThat(new MySqlLatestReadings(database).latest(ReadingFilter.ALL, 0, 10))
                    .extracting(StoredReading::reading)
                    .containsExactlyElementsOf(latest);
            assertThat(new MySqlReadingStore(database).newest(ReadingFilter.ALL, 10, 0).data())
                    .extracting(StoredReading::reading)
                    .containsExactlyElementsOf(latest);
        }

        private static List<StoredReading> pages(
                LatestReadings latest, ReadingFilter sensors, int limit) {
            List<StoredReading> all = new ArrayList<>();
            int after = 0;
            List<StoredReading> page = latest.latest(sensors, after, limit);
            while (!page.isEmpty()) {
                assertThat(page).hasSizeLessThanOrEqualTo(limit);
                all.addAll(page);
                page = latest.latest(sensors, page.getLast().id().sensorId(), limit);
            }
            return all;
        }

        @Test
        void aSensorWithoutReadingsIsLeftOut() {
            writer.append(Readings.series(Readings.ROOM_1, 3));
            writer.append(Readings.series(new Sensor("light", "HALL", 1), 3));
            database.write(handle ->
                    handle.execute(
                            "DELETE FROM reading WHERE sensor_id = (SELECT MIN(id) FROM sensor)"));
            assertThat(new MySqlLatestReadings(database).latest(ReadingFilter.ALL, 0, 1))
                    .extracting(found -> found.reading().sensor().type())
                    .containsExactly("light");
        }

        /** Some for each partition, however many of the thousand readings each of them has. */
        @Test
        void theLatestOfASensorIsFewSteps() {
            List<Sensor> sensors = storedSensors();
            ReadingFilter type = ReadingFilter.ofSensors(Set.of("light"), Set.of(), Set.of());
            database.write(handle -> {
                handle.createQuery("ANALYZE TABLE sensor, reading").mapToMap().list();
                for (ReadingFilter filter : List.of(ReadingFilter.ALL, type)) {
                    long before = rowsRead(handle);
                    assertThat(MySqlLatestReadings.latest(handle, filter, 0, 100))
                            .hasSameSizeAs(sensors);
                    assertThat(rowsRead(handle) - before)
                            .as(filter.toString())
                            .isLessThan(20L * sensors.size() + 20);
                }
                return null;
            });
        }

        /**
         * A page of two of two hundred sensors looks for no readings of the others, which would be
         * a thousand steps and more; it may look at the names of a hundred that match.
         */
        @Test
        void aPageOfTheLatestLooksAtNoOtherSensors() {
            IntStream.range(0, 200)
                    .mapToObj(i -> new Sensor("light", i < 100 ? "HALL" : "ROOM", i % 100))
                    .forEach(sensor -> writer.append(Readings.series(sensor, 2)));
            List<ReadingFilter> filters =
                    List.of(
                            ReadingFilter.ALL,
                            ReadingFilter.ofSensors(Set.of("light"), Set.of(), Set.of()),
                            ReadingFilter.ofSensors(Set.of(), Set.of("HALL"), Set.of()),
                            ReadingFilter.ofSensors(
                                    Set.of(), Set.of(), Set.of(3, 4, 5, 6, 7, 8, 9)));
            database.write(handle -> {
                handle.createQuery("ANALYZE TABLE sensor, reading").mapToMap().list();
                for (ReadingFilter filter : filters) {
                    long before = rowsRead(handle);
                    assertThat(MySqlLatestReadings.latest(handle, filter, 2, 2)).hasSize(2);
                    long latest = rowsRead(handle) - before;
                    assertThat(MySqlReadingStore.newest(handle, filter, 2, 2)).hasSize(2);
                    long byName = rowsRead(handle) - before - latest;
                    assertThat(latest).as(filter.toString()).isLessThan(300);
                    assertThat(byName).as(filter.toString()).isLessThan(300);
                }
                return null;
            });
        }

        /** More than a statement lists, and most of them forgotten. */
        @Test
        void thePlaceOfSensorsWithoutReadingsIsTakenByThoseBehindThem() {
            List<Reading> readings =
                    IntStream.range(0, 2_500)
                            .mapToObj(i -> Readings.of(new Sensor("light", "HALL", i), 0, i))
                            .toList();
            writer.append(readings);
            LatestReadings latest = new MySqlLatestReadings(database);
            assertThat(latest.latest(ReadingFilter.ALL, 0, 2_400)).hasSize(2_400);
            assertThat(latest.latest(ReadingFilter.ALL, 0, 5_000)).hasSize(2_500);
            database.write(handle ->
                    handle.execute(
                            "DELETE FROM reading WHERE sensor_id IN (SELECT id FROM sensor WHERE id2 % 500 <> 7)"));
            for (int limit : new int[] {1, 3, 5, 6, 5_000}) {
                assertThat(latest.latest(ReadingFilter.ALL, 0, limit))
                        .extracting(found -> found.reading().sensor().id2())
                        .containsExactlyElementsOf(
                                List.of(7, 507, 1_007, 1_507, 2_007)
                                        .subList(0, Math.min(limit, 5)));
            }
        }

        /** Each reading, and the names of sensors for each portion, but nothing of the others. */
        @Test
        void anExportReadsNoMoreThanItGives() {
            storedSensors();
            ReadingFilter two = ReadingFilter.ofSensors(Set.of(), Set.of(), Set.of(3, 4));
            for (Page.Order order : Page.Order.values()) {
                long before = serverRowsRead();
                assertThat(all(walks(100, 1_000).walk(two, order, null))).hasSize(2_000);
                // Windows that hold too much are read again from where they were left.
                assertThat(serverRowsRead() - before).isBetween(2_000L, 3 * 2_000L);
            }
        }

        @Test
        void aStatementThatTakesTooLongAsksForLess() {
            List<Reading> readings = atSharedInstants(100);
            writer.append(readings);
            for (int times : new int[] {1, 5}) {
                ReadingWalks walks = new MySqlReadingWalks(tooSlow(times), 30, 100);
                assertThat(all(walks.walk(ReadingFilter.ALL, Page.Order.DESC, null)))
                        .hasSameSizeAs(readings)
                        .doesNotHaveDuplicates();
            }
            ReadingWalks never = new MySqlReadingWalks(tooSlow(Integer.MAX_VALUE), 30, 100);
            ReadingWalk walk = never.walk(ReadingFilter.ALL, Page.Order.ASC, null);
            assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> all(walk));
        }

        /** The first statement is in time, then so many are not. */
        private Queries tooSlow(int times) {
            int[] statements = {0};
            ConnectionFactory connections =
                    () -> {
                        int statement = statements[0]++;
                        if (statement > 0 && statement <= times) {
                            throw new SQLTimeoutException("too slow");
                        }
                        return TestServers.connect(server());
                    };
            return TestServers.queries(Jdbi.create(connections), Duration.ofSeconds(5));
        }

        private List<Sensor> storedSensors() {
            List<Sensor> sensors =
                    IntStream.range(0, 10).mapToObj(i -> new Sensor("light", "HALL", i)).toList();
            for (Sensor sensor : sensors) {
                writer.append(
                        IntStream.range(0, 1_000)
                                .mapToObj(i -> Readings.of(sensor, i * 1_000_000L, i))
                                .toList());
            }
            return sensors;
        }

        /** By all connections of exports, which are two at most and used by nobody else here. */
        private long serverRowsRead() {
            return database.exports().run(OnServer::rowsRead);
        }

        /** On this connection. */
        private static long rowsRead(Handle handle) {
            return handle
                    .createQuery(
                            """
                            SHOW SESSION STATUS WHERE Variable_name IN
                                ('Handler_read_key', 'Handler_read_next', 'Handler_read_prev')
                            """)
                    .map((row, _) -> row.getLong(2))
                    .list()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
