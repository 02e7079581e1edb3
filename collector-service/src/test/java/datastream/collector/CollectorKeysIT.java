package datastream.collector;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import org.junit.jupiter.api.Nested;

class CollectorKeysIT {

    @Nested
    class OnMariaDb extends CollectorKeysContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends CollectorKeysContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
