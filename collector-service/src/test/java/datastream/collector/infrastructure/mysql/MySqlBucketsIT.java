package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.usecase.limit.Buckets;
import datastream.collector.usecase.limit.BucketsContract;
import datastream.collector.usecase.limit.RequestLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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

        private static final int MANY = 12;
        private static final Duration SOON = Duration.ofSeconds(20);

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

        /** Else whoever sends requests held up the news of who is cut off. */
        @Test
        void questionsThatWaitForABucketHoldNobodyUpWhoAsksForAccounts() throws Exception {
            RequestLimit limit = new RequestLimit(60, 10);
            String id = "b".repeat(32);
            buckets().take(id, limit, 1);
            try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
                    Connection holding = TestServers.connect(server())) {
                holding.setAutoCommit(false);
                hold(holding, id);
                List<Future<Buckets.Lease>> waiting = new ArrayList<>();
                for (int i = 0; i < MANY; i++) {
                    waiting.add(asking.submit(() -> buckets().take(id, limit, 1)));
                }
                // Those that find no connection are refused; the others have all that there are.
                await().atMost(SOON).until(() -> stillWaiting(waiting) < MANY);
                assertThat(stillWaiting(waiting)).isPositive();
                assertThat(new MySqlAccounts(database).find("ann")).isNull();
                assertThat(stillWaiting(waiting)).isPositive();
                holding.rollback();
            }
        }

        private static void hold(Connection connection, String id) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT full_at FROM request_bucket WHERE id = ? FOR UPDATE")) {
                statement.setString(1, id);
                statement.executeQuery().close();
            }
        }

        private static long stillWaiting(List<Future<Buckets.Lease>> asked) {
            return asked.stream().filter(question -> !question.isDone()).count();
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
