package datastream.collector.infrastructure.mysql;

import org.junit.jupiter.api.Nested;

/** Counting from rollups, over real servers. */
class MySqlRollupsIT {

    @Nested
    class OnMariaDb extends RollupsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends RollupsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    @Nested
    class ConcurrentOnMariaDb extends ConcurrentRollupsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class ConcurrentOnMySql extends ConcurrentRollupsContract {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }
}
