package datastream.collector.infrastructure.mysql;

import datastream.collector.usecase.account.Attempts;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class MySqlAttemptsIT {

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

    abstract static class OnServer extends AttemptsContract {

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
        protected Attempts attempts() {
            return new MySqlAttempts(database);
        }

        @Override
        protected Attempts elsewhere() {
            return new MySqlAttempts(other);
        }

        /** The server's clock goes as ever; what is kept moves the other way. */
        @Override
        protected void pass(Duration time) {
            database.write(handle ->
                    handle.execute(
                            "UPDATE attempt SET full_at = full_at - INTERVAL ? SECOND",
                            time.toSeconds()));
        }
    }
}
