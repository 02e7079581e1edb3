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
    class JobsOnMariaDb extends ChangeJobsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class RecordOnMariaDb extends ChangeRecordContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class RepeatedOnMariaDb extends RepeatedReadingsContract {
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

    @Nested
    class JobsOnMySql extends ChangeJobsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    @Nested
    class RecordOnMySql extends ChangeRecordContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    @Nested
    class RepeatedOnMySql extends RepeatedReadingsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
