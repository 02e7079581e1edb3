package datastream.collector;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import org.junit.jupiter.api.Nested;

class CollectorSessionsIT {

    @Nested
    class OnMariaDb extends CollectorSessionsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends CollectorSessionsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
