package datastream.collector;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import org.junit.jupiter.api.Nested;

class CollectorLimitsIT {

    @Nested
    class OnMariaDb extends CollectorLimitsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends CollectorLimitsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
