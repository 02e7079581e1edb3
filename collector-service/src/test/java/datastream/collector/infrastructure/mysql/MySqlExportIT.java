package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.collector.usecase.export.ReadingWalks;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Exports over real servers. */
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

        /** Each reading, and the names of sensors for each portion, but nothing of the others. */
        @Test
        void anExportReadsNoMoreThanItGives() {
            storeTenSensors();
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

        private void storeTenSensors() {
            for (int i = 0; i < 10; i++) {
                Sensor sensor = new Sensor("light", "HALL", i);
                writer.append(
                        IntStream.range(0, 1_000)
                                .mapToObj(at -> Readings.of(sensor, at * 1_000_000L, at))
                                .toList());
            }
        }

        /** By all connections of exports, which are two at most and used by nobody else here. */
        private long serverRowsRead() {
            return database.exports().run(ReadSteps::byIndex);
        }
    }
}
