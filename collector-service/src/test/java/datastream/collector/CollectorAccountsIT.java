package datastream.collector;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import org.junit.jupiter.api.Nested;

class CollectorAccountsIT {

    @Nested
    class OnMariaDb extends CollectorAccountsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends CollectorAccountsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
