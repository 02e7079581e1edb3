package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LivenessTest {

    private long now;
    private final ConnectionsInUse queries = new ConnectionsInUse(() -> now);
    private final ConnectionsInUse writes = new ConnectionsInUse(() -> now);
    private final Set<String> aborted = ConcurrentHashMap.newKeySet();
    private boolean beats = true;
    private Runnable whileFelt = () -> {};
    private final Liveness liveness = new Liveness(this::feel, queries, writes, () -> now);

    private boolean feel() {
        whileFelt.run();
        return beats;
    }

    private Connection connection(String name) {
        return (Connection)
                Proxy.newProxyInstance(
                        LivenessTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, _) -> {
                            assertThat(method.getName()).isEqualTo("abort");
                            aborted.add(name);
                            return null;
                        });
    }

    private void check(boolean pulse) {
        beats = pulse;
        liveness.check();
    }

    private void passes(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void during(ConnectionsInUse inUse, String name, Runnable meanwhile) {
        inUse.during(
                connection(name),
                () -> {
                    meanwhile.run();
                    return name;
                });
    }

    /** While a query and a write wait. */
    private void duringBoth(Runnable meanwhile) {
        during(queries, "query", () -> during(writes, "write", meanwhile));
    }

    @Test
    void isNeitherAliveNorAwayBeforeTheFirstCheck() {
        assertThat(liveness.isAlive()).isFalse();
        assertThat(liveness.isAway()).isFalse();
        check(true);
        assertThat(liveness.isAlive()).isTrue();
        check(false);
        assertThat(liveness.isAway()).isTrue();
        assertThat(liveness.isAlive()).isFalse();
    }

    @Test
    void saysThatTheDatabaseIsBackBeforeAnybodyMayUseIt() {
        List<String> seen = new ArrayList<>();
        liveness.onReturn(() -> seen.add(liveness.isAlive() ? "alive" : "away"));
        check(true);
        check(true);
        assertThat(seen).isEmpty();
        check(false);
        check(false);
        check(true);
        check(true);
        assertThat(seen).containsExactly("away");
    }

    @Test
    void endsQueriesWhenTheDatabaseIsAwayButNotWrites() {
        duringBoth(() -> {
            check(true);
            check(false);
            passes(60_000);
            check(false);
        });
        await().untilAsserted(() -> assertThat(aborted).containsExactly("query"));
    }

    @Test
    void whoIsAnsweredWhileThePulseIsSilentShowsThatItLives() {
        for (ConnectionsInUse others : List.of(queries, writes)) {
            check(true);
            whileFelt = () -> answeredAfter(101, others);
            check(false);
            assertThat(liveness.isAlive()).isTrue();
            whileFelt = () -> passes(600);
            check(false);
            assertThat(liveness.isAway()).isTrue();
        }
    }

    @Test
    void whoWaitsAsThePulseDidIsEndedAfterAWhileThoughOthersAreAnswered() {
        check(true);
        whileFelt = () -> answeredAfter(300, writes);
        duringBoth(() -> {
            check(false);
            check(false);
            assertThat(liveness.isAlive()).isTrue();
            assertThat(aborted).isEmpty();
            passes(1_500);
            whileFelt = () -> {};
            check(true);
        });
        await().untilAsserted(
                        () -> assertThat(aborted).containsExactlyInAnyOrder("query", "write"));
    }

    /** It may have died just after. */
    @Test
    void whoIsAnsweredAtOnceShowsNothing() {
        check(true);
        whileFelt = () -> answeredAfter(100, writes);
        check(false);
        assertThat(liveness.isAway()).isTrue();
        whileFelt = () -> answeredAfter(300, writes);
        check(false);
        assertThat(liveness.isAway()).isTrue();
    }

    @Test
    void whoFailsShowsNothing() {
        check(true);
        whileFelt =
                () -> {
                    passes(300);
                    assertThatIllegalStateException()
                            .isThrownBy(() ->
                                    during(
                                            writes,
                                            "lost",
                                            () -> {
                                                throw new IllegalStateException("lost");
                                            }));
                };
        check(false);
        assertThat(liveness.isAway()).isTrue();
    }

    private void answeredAfter(long millis, ConnectionsInUse others) {
        during(others, "other", () -> passes(millis));
        passes(600 - millis);
    }

    @Test
    void endsNothingWhileTheDatabaseLives() {
        duringBoth(() -> {
            for (int i = 0; i < 100; i++) {
                check(true);
                passes(1_000);
            }
        });
        assertThat(aborted).isEmpty();
    }

    @Test
    void endsAWriteThatIsStillUnansweredSomeTimeAfterTheReturn() {
        during(
                writes,
                "old",
                () -> {
                    check(false);
                    check(true);
                    during(
                            writes,
                            "new",
                            () -> {
                                passes(1_499);
                                check(true);
                                assertThat(aborted).isEmpty();
                                passes(1);
                                check(true);
                                await().untilAsserted(
                                                () -> assertThat(aborted).containsExactly("old"));
                            });
                });
    }

    @Test
    void leavesAWriteAloneThatWasAnsweredAfterTheReturn() {
        during(
                writes,
                "answered",
                () -> {
                    check(false);
                    check(true);
                });
        during(
                writes,
                "next",
                () -> {
                    passes(5_000);
                    check(true);
                });
        assertThat(aborted).isEmpty();
    }
}
