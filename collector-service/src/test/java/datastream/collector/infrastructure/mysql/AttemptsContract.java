package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.usecase.account.Allowance;
import datastream.collector.usecase.account.Attempts;
import datastream.collector.usecase.account.Attempts.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What counted attempts promise; run over the in-memory fake and over every real server. */
abstract class AttemptsContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Counter THREE = new Counter(id('a'), new Allowance(3, HOUR));
    private static final Counter TWO = new Counter(id('b'), new Allowance(2, HOUR));
    private static final int MANY = 40;

    /** Empty at the beginning of each test. */
    protected abstract Attempts attempts();

    /** The same, as another collector has it. */
    protected abstract Attempts elsewhere();

    /** As if so much time had gone by. */
    protected abstract void pass(Duration time);

    private static String id(char c) {
        return String.valueOf(c).repeat(32);
    }

    @Test
    void letsThroughWhatIsAllowedAndSaysHowLongToWait() {
        assertThat(taken(MANY, THREE)).isEqualTo(3);
        Duration pause = attempts().take(List.of(THREE));
        assertThat(pause).isBetween(Duration.ofMinutes(55), HOUR);
        pass(pause.plusSeconds(1));
        assertThat(taken(MANY, THREE)).isEqualTo(1);
    }

    @Test
    void neverAllowsMoreThanAllAtOnce() {
        taken(1, THREE);
        pass(Duration.ofDays(3));
        assertThat(taken(MANY, THREE)).isEqualTo(3);
    }

    /** Before it is put back: what was tried by then, and what was given back. */
    @Test
    void nobodyIsLockedOutWhenTheClockHasBeenPutBackFar() {
        taken(MANY, THREE);
        taken(1, TWO);
        attempts().giveBack(List.of(TWO));
        pass(Duration.ofDays(-400));
        assertThat(taken(MANY, THREE)).isEqualTo(3);
        assertThat(taken(MANY, TWO)).isEqualTo(2);
    }

    @Test
    void takesFromAllCountersOrNone() {
        assertThat(taken(MANY, THREE, TWO)).isEqualTo(2);
        assertThat(taken(MANY, THREE)).isEqualTo(1);
        assertThat(taken(MANY, THREE, TWO)).isZero();
    }

    @Test
    void givesBackWhatWasTaken() {
        assertThat(taken(MANY, THREE, TWO)).isEqualTo(2);
        attempts().giveBack(List.of(TWO, THREE));
        assertThat(taken(MANY, TWO)).isEqualTo(1);
        assertThat(taken(MANY, THREE)).isEqualTo(2);
    }

    /** Two collectors, and the counters named in both orders. */
    @Test
    void ofManyAtOnceEverywhereExactlyAsManyComeThroughAsAreAllowed() throws Exception {
        Counter name = new Counter(id('c'), new Allowance(10, HOUR));
        Counter source = new Counter(id('d'), new Allowance(25, HOUR));
        List<Future<Duration>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < MANY; i++) {
                answers.add(threads.submit(() -> attempts().take(List.of(name, source))));
                answers.add(threads.submit(() -> elsewhere().take(List.of(source, name))));
                answers.add(threads.submit(() -> elsewhere().take(List.of(source))));
            }
        }
        int through = 0;
        for (Future<Duration> answer : answers) {
            through += answer.get().isZero() ? 1 : 0;
        }
        assertThat(through).isEqualTo(25);
        assertThat(taken(MANY, source)).isZero();
    }

    @Test
    void remembersForATime() {
        assertThat(attempts().isRemembered(id('e'))).isFalse();
        attempts().remember(id('e'), HOUR);
        attempts().remember(id('e'), HOUR.multipliedBy(2));
        assertThat(elsewhere().isRemembered(id('e'))).isTrue();
        pass(HOUR);
        assertThat(attempts().isRemembered(id('e'))).isTrue();
        pass(HOUR.plusSeconds(1));
        assertThat(attempts().isRemembered(id('e'))).isFalse();
    }

    @Test
    void forgetsWhatHasNoMeaningAnyMoreAPortionAtATime() {
        taken(2, THREE);
        taken(1, TWO);
        attempts().remember(id('e'), HOUR);
        assertThat(attempts().forget(10)).isZero();
        pass(HOUR.plusSeconds(1));
        assertThat(attempts().forget(1)).isEqualTo(1);
        assertThat(attempts().forget(10)).isEqualTo(1);
        assertThat(taken(MANY, THREE)).isEqualTo(2);
    }

    private int taken(int times, Counter... counters) {
        int through = 0;
        for (int i = 0; i < times; i++) {
            through += attempts().take(List.of(counters)).isZero() ? 1 : 0;
        }
        return through;
    }
}
