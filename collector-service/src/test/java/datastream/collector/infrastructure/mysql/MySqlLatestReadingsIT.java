package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.Filters;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.find.LatestReadings;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The latest readings, over real servers. */
class MySqlLatestReadingsIT {

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

    @Nested
    class StepsOnMariaDb extends LatestStepsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class StepsOnMySql extends LatestStepsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    abstract static class OnServer {

        @AutoClose private Database database;
        private MySqlReadingWriter writer;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            writer = new MySqlReadingWriter(database);
        }

        @Test
        void theLatestOfEachSensorIsWhatAPlainLoopFinds() {
            List<Reading> readings = ReadingExportContract.atSharedInstants(300);
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
    }
}
