package datastream.collector;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import org.junit.jupiter.api.Nested;

class CollectorIT {

    @Nested
    class OnMariaDb extends CollectorContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends CollectorContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
