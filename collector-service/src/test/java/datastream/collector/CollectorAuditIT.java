package datastream.collector;

import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import org.junit.jupiter.api.Nested;

class CollectorAuditIT {

    @Nested
    class OnMariaDb extends CollectorAuditContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends CollectorAuditContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
