package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.collector.domain.QueryTimeout;
import datastream.collector.fake.Readings;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Statements that take too long, on real servers. */
class QueryTimeoutIT {

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

        private static final Duration LIMIT = Duration.ofSeconds(1);

        /** 27,000 million combinations, none of which matches. */
        private static final String ENDLESS =
                "SELECT COUNT(*) FROM reading a, reading b, reading c"
                        + " WHERE a.sensor_value + b.sensor_value + c.sensor_value < 0";

        @AutoClose private Database database;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            new MySqlReadingWriter(database).append(Readings.series(Readings.ROOM_1, 3_000));
        }

        @Test
        void aStatementThatTakesTooLongIsStoppedAndSaysSo() {
            Queries queries =
                    TestServers.queries(Jdbi.create(() -> TestServers.connect(server())), LIMIT);
            assertThatExceptionOfType(QueryTimeout.class)
                    .isThrownBy(() -> queries.run(OnServer::endless))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(LIMIT));
            assertThatExceptionOfType(QueryTimeout.class)
                    .isThrownBy(() -> queries.transact(OnServer::endless));
        }

        private static long endless(Handle handle) {
            return handle.createQuery(ENDLESS).mapTo(Long.class).one();
        }
    }
}
