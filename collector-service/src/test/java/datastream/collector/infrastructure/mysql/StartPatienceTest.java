package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.collector.domain.StoreUnavailable;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartPatienceTest {

    private static final int ACCESS_DENIED = 1045;

    private int checks;

    @Test
    void aDatabaseTooSlowForACheckIsAskedAgain() {
        patience(Duration.ofMinutes(1))
                .check(_ -> {
                    checks++;
                    if (checks < 3) {
                        throw new SQLTransientConnectionException("Read timed out");
                    }
                });
        assertThat(checks).isEqualTo(3);
    }

    @Test
    void patienceEnds() {
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() ->
                        patience(Duration.ZERO)
                                .check(_ -> {
                                    throw new SQLTransientConnectionException("Read timed out");
                                }))
                .withMessageContaining("Read timed out");
    }

    @Test
    void whatWaitingDoesNotChangeIsToldAtOnce() {
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() ->
                        patience(Duration.ofDays(1))
                                .check(_ -> {
                                    checks++;
                                    throw new SQLException("denied", "28000", ACCESS_DENIED);
                                }));
        assertThat(checks).isEqualTo(1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        patience(Duration.ofDays(1))
                                .check(_ -> {
                                    throw new IllegalStateException("not a server to trust");
                                }));
    }

    @Test
    void whatMustBeKnownIsAskedForUntilItIs() {
        patience(Duration.ofMinutes(1))
                .ask(() -> {
                    checks++;
                    if (checks < 3) {
                        throw new StoreUnavailable("The database does not answer");
                    }
                });
        assertThat(checks).isEqualTo(3);
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() ->
                        patience(Duration.ZERO)
                                .ask(() -> {
                                    throw new StoreUnavailable("The database does not answer");
                                }));
    }

    private static StartPatience patience(Duration patience) {
        DatabaseConfig config =
                new DatabaseConfig(
                        "jdbc:mysql://127.0.0.1:1/none", "ann", "secret", 1, 1, 1, patience);
        return new StartPatience(config, new OneConnection());
    }

    private static final class OneConnection implements ConnectionPool {

        @Override
        public Connection open() {
            return (Connection)
                    Proxy.newProxyInstance(
                            StartPatienceTest.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (_, _, _) -> null);
        }

        @Override
        public boolean isExhausted() {
            return false;
        }

        @Override
        public void close() {}
    }
}
