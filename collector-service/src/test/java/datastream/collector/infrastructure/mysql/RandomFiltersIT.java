package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.ingest.ReadingWriter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Random filters over real servers. */
class RandomFiltersIT {

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

    abstract static class OnServer extends RandomFiltersContract {

        @AutoClose private Database database;
        private MySqlReadingStore asShipped;

        /**
         * Walks in many windows, and mostly along the index on time; asks rollups that know nothing
         * yet where pages lie.
         */
        private MySqlReadingStore inSmallSteps;

        private int questions;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            asShipped = new MySqlReadingStore(database);
            MySqlReadingPages pages = new MySqlReadingPages(database.pages(), 20, 6);
            inSmallSteps = new MySqlReadingStore(database.queries(), pages, 0);
        }

        @Override
        ReadingWriter writer() {
            return new MySqlReadingWriter(database);
        }

        @Override
        ReadingStore store() {
            return questions++ % 2 == 0 ? asShipped : inSmallSteps;
        }
    }
}
