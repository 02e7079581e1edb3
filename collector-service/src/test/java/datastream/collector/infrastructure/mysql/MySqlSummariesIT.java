package datastream.collector.infrastructure.mysql;

import org.junit.jupiter.api.Nested;

/** Aggregates from summaries, over real servers. */
class MySqlSummariesIT {

    @Nested
    class OnMariaDb extends SummariesContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends SummariesContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
