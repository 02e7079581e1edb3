package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.limit.Buckets;
import datastream.collector.usecase.limit.BucketsContract;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class MySqlBucketsIT {

    @Nested
    class OnMariaDb extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    abstract static class OnServer extends BucketsContract {

        @AutoClose private Database database;
        @AutoClose private Database other;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            other = new Database(server());
            other.start();
        }

        @Override
        protected Buckets buckets() {
            return new MySqlBuckets(database);
        }

        @Override
        protected Buckets elsewhere() {
            return new MySqlBuckets(other);
        }

        /** The server's clock goes as ever; what is kept moves the other way. */
        @Override
        protected void pass(Duration time) {
            database.write(handle ->
                    handle.execute(
                            "UPDATE request_bucket SET full_at = full_at - INTERVAL ? SECOND",
                            time.toSeconds()));
        }
    }
}
