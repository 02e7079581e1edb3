package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.find.SensorCatalogue;
import datastream.collector.usecase.ingest.ReadingWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

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

        @BeforeEach
        void open() {
            database = new Database(server());
            database.start();
            if (!mayLoad()) {
                database.loading().forbid("a test wants it so");
            }
            TestServers.empty(database);
            writer = new MySqlReadingWriter(database);
            store = new MySqlReadingStore(database);
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
