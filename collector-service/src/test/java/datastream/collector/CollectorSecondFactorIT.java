package datastream.collector;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import org.junit.jupiter.api.Nested;

class CollectorSecondFactorIT {

    @Nested
    class OnMariaDb extends CollectorSecondFactorContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends CollectorSecondFactorContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
