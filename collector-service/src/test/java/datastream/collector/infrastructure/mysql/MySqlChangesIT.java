package datastream.collector.infrastructure.mysql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Changes over real servers. */
class MySqlChangesIT {

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

    abstract static class OnServer extends ChangesContract {

        private Database database;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = new Database(server());
            database.start();
            TestServers.empty(database);
        }

        @AfterEach
        void close() {
            if (database != null) {
                database.close();
            }
        }

        @Override
        Database database() {
            return database;
        }
    }
}
