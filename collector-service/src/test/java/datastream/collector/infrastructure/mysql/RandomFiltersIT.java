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

        /** Walks in many windows, and mostly along the index on time. */
        private MySqlReadingStore inSmallSteps;

        /** Asks the rollups where each page lies. */
        private MySqlReadingStore findingFar;

        private int questions;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            asShipped = new MySqlReadingStore(database);
            MySqlReadingPages pages = new MySqlReadingPages(database.pages(), 20, 6);
            inSmallSteps = new MySqlReadingStore(database.queries(), pages);
            findingFar = new MySqlReadingStore(database.queries(), pages, 0, 0);
        }

        @Override
        ReadingWriter writer() {
            return readings -> {
                var written = new MySqlReadingWriter(database).append(readings);
                MySqlRollups rollups = new MySqlRollups(database);
                while (rollups.fold() || rollups.build()) {
                    // Until the rollups know all.
                }
                return written;
            };
        }

        @Override
        ReadingStore store() {
            return switch (questions++ % 3) {
                case 0 -> asShipped;
                case 1 -> inSmallSteps;
                default -> findingFar;
            };
        }
    }
}
