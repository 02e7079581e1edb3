package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealingPoolTest {

    private final List<FakePool> made = new ArrayList<>();
    private boolean databaseAnswers = true;
    private long now;
    private final HealingPool pool =
            new HealingPool(this::newPool, () -> databaseAnswers, () -> now);

    private static final class FakePool implements ConnectionPool {

        private boolean sound = true;
        private boolean exhausted;
        private volatile boolean closed;

        @Override
        public Connection open() throws SQLException {
            if (!sound || exhausted) {
                throw new SQLTransientConnectionException("none");
            }
            return (Connection)
                    Proxy.newProxyInstance(
                            FakePool.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (_, _, _) -> null);
        }

        @Override
        public boolean isExhausted() {
            return exhausted;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private FakePool newPool() {
        made.add(new FakePool());
        return made.getLast();
    }

    private void passes(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void fails() {
        assertThatThrownBy(pool::open).isInstanceOf(SQLTransientConnectionException.class);
    }

    @Test
    void replacesAPoolThatDoesNotHeal() throws SQLException {
        made.getFirst().sound = false;
        fails();
        passes(2_999);
        fails();
        assertThat(made).hasSize(1);
        passes(1);
        fails();
        assertThat(made).hasSize(2);
        await().until(() -> made.getFirst().closed);
        pool.open().close();
        assertThat(made.getLast().closed).isFalse();
    }

    @Test
    void aConnectionInBetweenShowsThatItHeals() throws SQLException {
        for (int i = 0; i < 5; i++) {
            made.getFirst().sound = false;
            fails();
            passes(2_000);
            made.getFirst().sound = true;
            pool.open().close();
            passes(2_000);
        }
        assertThat(made).hasSize(1);
    }

    @Test
    void waitsForADatabaseThatIsAway() {
        made.getFirst().sound = false;
        databaseAnswers = false;
        for (int i = 0; i < 5; i++) {
            fails();
            passes(2_000);
        }
        databaseAnswers = true;
        fails();
        assertThat(made).hasSize(1);
    }

    @Test
    void leavesAPoolAloneWhoseConnectionsAllWork() {
        made.getFirst().exhausted = true;
        for (int i = 0; i < 5; i++) {
            fails();
            passes(2_000);
        }
        assertThat(made).hasSize(1);
    }

    @Test
    void makesNoPoolOnceClosed() {
        made.getFirst().sound = false;
        fails();
        pool.close();
        passes(10_000);
        fails();
        assertThat(made).hasSize(1);
        assertThat(made.getFirst().closed).isTrue();
    }
}
