package datastream.collector.infrastructure.mysql;

import org.junit.jupiter.api.Nested;

/** Partitions of readings on real servers. */
class MySqlReadingPartitionsIT {

    @Nested
    class OnMariaDb extends ReadingPartitionsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends ReadingPartitionsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    @Nested
    class ForgottenOnMariaDb extends ForgottenChangesContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class ForgottenOnMySql extends ForgottenChangesContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
