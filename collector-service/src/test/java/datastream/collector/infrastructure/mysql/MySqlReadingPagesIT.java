package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.collector.domain.StoredReading;
import datastream.collector.fake.Readings;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a page of several sensors costs on real servers. What it holds, random filters look at. */
class MySqlReadingPagesIT {

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

        private static final ReadingFilter LIGHT =
                ReadingFilter.ofSensors(Set.of("light"), Set.of(), Set.of());

        @AutoClose private Database database;
        @AutoClose private Connection connection;
        private Queries queries;
        private MySqlReadingPages pages;

        abstract DatabaseConfig server();

        /** Ten sensors, two types, a thousand readings each, in the same thousand instants. */
        @BeforeEach
        void open() throws Exception {
            database = TestServers.openEmpty(server());
            MySqlReadingWriter writer = new MySqlReadingWriter(database);
            for (String type : List.of("light", "co2")) {
                for (int i = 0; i < 5; i++) {
                    writer.append(Readings.series(new Sensor(type, "HALL", i), 1_000));
                }
            }
            database.write(handle ->
                    handle.createQuery("ANALYZE TABLE sensor, reading").mapToMap().list());
            connection = TestServers.connect(server());
            queries = TestServers.queries(Jdbi.create(connection), Duration.ofSeconds(5));
            pages = new MySqlReadingPages(queries, 100, 100);
        }

        /** Of the 5,000 that the sensors have: both servers read all of them for one statement. */
        @Test
        void aPageOfSeveralSensorsReadsLittleMoreThanItShows() {
            for (Page.Order order : Page.Order.values()) {
                reads(700, () -> pages.find(LIGHT, new Page(50, 0, order)));
                Seek middle =
                        new Seek(
                                pages.find(LIGHT, new Page(1, 2_500, order)).getFirst().id(),
                                false,
                                order,
                                50);
                reads(700, () -> pages.seek(LIGHT, middle));
            }
        }

        /** What others send in the meantime is passed over, not read. */
        @Test
        void aLongSilenceOfTheSensorsIsOneStep() {
            Sensor other = new Sensor("co2", "HALL", 9);
            List<Reading> busy =
                    IntStream.range(0, 20_000)
                            .mapToObj(i -> Readings.of(other, 5_000 + i, i))
                            .toList();
            new MySqlReadingWriter(database).append(busy);
            new MySqlReadingWriter(database)
                    .append(List.of(Readings.of(new Sensor("light", "HALL", 1), 40_000, 1)));
            reads(4_000, () -> pages.find(LIGHT, new Page(50, 0, Page.Order.DESC)));
            ReadingId end = new ReadingId(Integer.MAX_VALUE, Readings.BASE + 960);
            assertThat(pages.seek(LIGHT, new Seek(end, false, Page.Order.ASC, 300)))
                    .hasSize(39 * 5 + 1);
        }

        /** Passing over 8,000 readings would read them all. */
        @Test
        void aPageFarBehindReadsLittleMoreThanItShows() {
            for (int i = 0; i < 5; i++) {
                Sensor sensor = new Sensor("noise", "HALL", i);
                new MySqlReadingWriter(database)
                        .append(
                                IntStream.range(0, 2_000)
                                        .mapToObj(s -> Readings.of(sensor, s * 1_000_000L, s))
                                        .toList());
            }
            MySqlRollups rollups = new MySqlRollups(database);
            while (rollups.fold() || rollups.build()) {
                // Until the rollups know all.
            }
            ReadingFilter noise = ReadingFilter.ofSensors(Set.of("noise"), Set.of(), Set.of());
            MySqlReadingStore store = new MySqlReadingStore(queries, pages);
            for (Page.Order order : Page.Order.values()) {
                reads(1_500, () -> store.find(noise, new Page(50, 8_000, order)));
            }
        }

        private void reads(long most, Supplier<List<StoredReading>> page) {
            long before = queries.run(ReadSteps::byIndex);
            assertThat(page.get()).hasSize(50);
            assertThat(queries.run(ReadSteps::byIndex) - before).isBetween(50L, most);
        }

        @Test
        void theLastPageOfSeveralSensorsHasWhatIsLeft() {
            assertThat(pages.find(LIGHT, new Page(100, 4_990, Page.Order.ASC))).hasSize(10);
            assertThat(pages.find(LIGHT, new Page(100, 5_000, Page.Order.DESC))).isEmpty();
        }
    }
}
