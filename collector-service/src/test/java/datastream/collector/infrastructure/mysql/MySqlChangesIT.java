package datastream.collector.infrastructure.mysql;

import org.junit.jupiter.api.Nested;

/** Changes over real servers. */
class MySqlChangesIT {

    @Nested
    class OnMariaDb extends ChangesContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends ChangesContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
