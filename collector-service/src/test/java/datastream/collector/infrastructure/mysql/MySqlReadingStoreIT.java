package datastream.collector.infrastructure.mysql;

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

    abstract static class OnServer extends ReadingStoreContract {

        private Database database;
        private MySqlReadingWriter writer;
        private MySqlReadingStore store;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = new Database(server());
            database.start();
            TestServers.empty(database);
            writer = new MySqlReadingWriter(database);
            store = new MySqlReadingStore(database);
        }

        @AfterEach
        void close() {
            if (database != null) {
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
