package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.fake.Readings;
import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.find.SensorCatalogue;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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

        private Database database;
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
            database = new Database(server());
            database.start();
            if (!mayLoad()) {
                database.loading().forbid("a test wants it so");
            }
            TestServers.empty(database);
            writer = writer(database);
            store = new MySqlReadingStore(database);
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
        void close() {
            if (database != null) {
                // Nothing in the contract may make the writer leave its way.
                assertThat(database.loading().isAllowed()).isEqualTo(mayLoad());
                database.close();
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
