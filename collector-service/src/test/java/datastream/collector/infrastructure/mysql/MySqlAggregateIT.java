package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.Filters;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.aggregate.ReadingScan;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Scans over real servers. */
class MySqlAggregateIT {

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

    abstract static class OnServer {

        private static final Page EVERYTHING = new Page(10_000, 0, Page.Order.ASC);

        @AutoClose private Database database;
        private MySqlReadingWriter writer;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            writer = new MySqlReadingWriter(database);
        }

        @Test
        void aScanFindsEachReadingThatMatchesOnce() {
            List<Reading> readings = ReadingExportContract.atSharedInstants(300);
            writer.append(readings);
            InMemoryReadings oracle = new InMemoryReadings();
            oracle.append(readings);
            Random random = new Random(61);
            for (int i = 0; i < 300; i++) {
                ReadingFilter filter = Filters.random(random);
                int portion = 1 + random.nextInt(40);
                int mostSensors = random.nextBoolean() ? 100 : random.nextInt(6);
                MySqlReadingScans scans =
                        new MySqlReadingScans(database.queries(), portion, mostSensors);
                assertThat(ReadingWalkContract.contents(all(scans.scan(filter))))
                        .as("%s in portions of %d", filter, portion)
                        .containsExactlyInAnyOrderElementsOf(
                                ReadingWalkContract.contents(oracle.find(filter, EVERYTHING)));
            }
        }

        @Test
        void theEndsOfTimeBelongToIt() {
            List<Reading> readings =
                    List.of(
                            new Reading(Readings.ROOM_1, Timestamps.EARLIEST_MICROS, 1),
                            new Reading(Readings.ROOM_1, Readings.BASE, -0.0),
                            new Reading(Readings.ROOM_1, Timestamps.LATEST_MICROS, 1e-320));
            writer.append(readings);
            for (int portion = 1; portion < 5; portion++) {
                MySqlReadingScans scans = new MySqlReadingScans(database.queries(), portion, 10);
                assertThat(ReadingWalkContract.contents(all(scans.scan(ReadingFilter.ALL))))
                        .isEqualTo(readings);
            }
        }

        /** Also where a sensor goes on behind a portion, and for a part of its time. */
        @Test
        void itReadsNoMoreThanItGives() {
            for (int i = 0; i < 10; i++) {
                Sensor sensor = new Sensor("light", "HALL", i);
                writer.append(
                        IntStream.range(0, 1_000)
                                .mapToObj(at -> Readings.of(sensor, at * 1_000_000L, at))
                                .toList());
            }
            ReadingFilter halves =
                    new ReadingFilter(
                            Set.of(),
                            Set.of(),
                            Set.of(3, 4),
                            Readings.BASE + 250_000_000,
                            Readings.BASE + 750_000_000,
                            null,
                            null);
            MySqlReadingScans scans = new MySqlReadingScans(database.exports(), 70, 100);
            long before = serverRowsRead();
            assertThat(all(scans.scan(halves))).hasSize(1_000);
            assertThat(serverRowsRead() - before).isBetween(1_000L, 1_200L);
        }

        private static List<StoredReading> all(ReadingScan scan) {
            List<StoredReading> all = new ArrayList<>();
            for (List<StoredReading> next = scan.next(); next != null; next = scan.next()) {
                all.addAll(next);
            }
            return all;
        }

        /** By the connections of exports, which nobody else uses here. */
        private long serverRowsRead() {
            return database.exports().run(ReadSteps::all);
        }
    }
}
