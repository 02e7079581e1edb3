package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Account;
import datastream.collector.domain.Door;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.RecoveryCode;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.account.Accounts;
import datastream.collector.usecase.account.SecondFactors;
import datastream.collector.usecase.account.SecondFactors.KeptSecret;
import datastream.security.Role;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every place that keeps second factors does. */
abstract class SecondFactorsContract {

    static final Actor NOBODY = Actor.unknown(Source.UNKNOWN, Door.HTTP);
    static final List<RecoveryCode> CODES =
            Stream.generate(() -> RecoveryCode.random(new SecureRandom())).limit(3).toList();

    private static final int AT_ONCE = 12;
    private static final String SEALED = "id.sealed";

    abstract Accounts accounts();

    /** Of a collector of its own; all keep the same. */
    abstract SecondFactors factors();

    @Test
    void aSecretIsKeptAndAnotherTakesItsPlaceUntilItIsTurnedOn() {
        SecondFactors factors = factors();
        Account ann = account("ann");
        assertThat(factors.find(ann.id())).isNull();
        assertThat(factors.keep(ann, "id.first")).isTrue();
        assertThat(factors().find(ann.id()).sealed()).isEqualTo("id.first");
        assertThat(factors.keep(ann, SEALED)).isTrue();
        assertThat(accounts().find("ann")).as("not turned on").isEqualTo(ann);
        assertThat(factors.turnOn(ann, "id.first", 7, CODES, NOBODY)).isFalse();
        assertThat(factors.turnOn(ann, SEALED, 7, CODES, NOBODY)).isTrue();
        Account on = accounts().find("ann");
        assertThat(on.secondFactor()).isTrue();
        assertThat(on.generation()).isGreaterThan(ann.generation());
        assertThat(factors.recoveryCodes(on.id())).isEqualTo(CODES.size());
        assertThat(factors.keep(on, "id.other")).as("it is on").isFalse();
        assertThat(factors.turnOn(on, SEALED, 9, CODES, NOBODY)).as("it is on").isFalse();
        assertThat(factors.find(on.id()).sealed()).isEqualTo(SEALED);
    }

    @Test
    void whatIsTurnedOffIsGone() {
        SecondFactors factors = factors();
        Account on = on("ann");
        assertThat(factors.turnOff(on, "so", NOBODY)).isTrue();
        Account off = accounts().find("ann");
        assertThat(off.secondFactor()).isFalse();
        assertThat(off.generation()).isGreaterThan(on.generation());
        assertThat(factors.find(off.id())).isNull();
        assertThat(factors.recoveryCodes(off.id())).isZero();
        assertThat(factors.take(off.id(), 1_000)).isFalse();
        assertThat(factors.take(off, CODES.getFirst(), NOBODY)).isFalse();
        assertThat(factors.turnOff(off, "so", NOBODY)).as("it is off").isFalse();
        assertThat(factors.keep(off, SEALED)).isTrue();
        assertThat(factors.turnOn(off, SEALED, 1, CODES, NOBODY)).isTrue();
        assertThat(factors.recoveryCodes(off.id())).isEqualTo(CODES.size());
    }

    /** Between the look at the password and the change. */
    @Test
    void nothingIsDoneToAnAccountThatWasChangedSince() {
        SecondFactors factors = factors();
        Account ann = account("ann");
        assertThat(factors.keep(ann, SEALED)).isTrue();
        assertThat(accounts().changePassword(ann, "another", NOBODY)).isTrue();
        assertThat(factors.keep(ann, "id.other")).isFalse();
        assertThat(factors.turnOn(ann, SEALED, 1, CODES, NOBODY)).isFalse();
        assertThat(accounts().find("ann").secondFactor()).isFalse();
        Account bob = on("bob");
        assertThat(accounts().changePassword(bob, "another", NOBODY)).isTrue();
        assertThat(factors.turnOff(bob, "so", NOBODY)).isFalse();
        assertThat(accounts().find("bob").secondFactor()).isTrue();
    }

    @Test
    void theCodeOfAStepIsTakenOnceAndNoneOfAnEarlierOneAfterIt() {
        Account ann = on("ann");
        Account bob = on("bob");
        SecondFactors factors = factors();
        assertThat(factors.take(ann.id(), 100)).as("used when it was turned on").isFalse();
        assertThat(factors.take(ann.id(), 102)).isTrue();
        assertThat(factors().take(ann.id(), 102)).isFalse();
        assertThat(factors().take(ann.id(), 101)).isFalse();
        assertThat(factors().take(ann.id(), 103)).isTrue();
        assertThat(factors.take(bob.id(), 101)).as("of another account").isTrue();
    }

    @Test
    void aCodeOfASecretThatIsNotTurnedOnIsNotTaken() {
        Account ann = account("ann");
        assertThat(factors().keep(ann, SEALED)).isTrue();
        assertThat(factors().take(ann.id(), 100)).isFalse();
    }

    @Test
    void ofManyAtOnceOneTakesACode() throws Exception {
        Account ann = on("ann");
        for (int i = 0; i < 5; i++) {
            long step = 200 + i;
            assertThat(atOnce(factors -> factors.take(ann.id(), step))).isEqualTo(1);
        }
        for (RecoveryCode code : CODES) {
            assertThat(atOnce(factors -> factors.take(ann, code, NOBODY))).isEqualTo(1);
        }
        assertThat(factors().recoveryCodes(ann.id())).isZero();
    }

    private interface Attempt {
        boolean succeeds(SecondFactors factors);
    }

    private long atOnce(Attempt attempt) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> all =
                    Stream.generate(this::factors)
                            .limit(AT_ONCE)
                            .<Callable<Boolean>>map(factors -> () -> attempt.succeeds(factors))
                            .toList();
            long succeeded = 0;
            for (Future<Boolean> each : threads.invokeAll(all)) {
                succeeded += each.get() ? 1 : 0;
            }
            return succeeded;
        }
    }

    @Test
    void aRecoveryCodeIsOfItsAccountAlone() {
        Account ann = on("ann");
        Account bob = account("bob");
        RecoveryCode code = CODES.getFirst();
        assertThat(factors().take(bob, code, NOBODY)).isFalse();
        assertThat(factors().take(ann, RecoveryCode.random(new SecureRandom()), NOBODY)).isFalse();
        assertThat(factors().take(ann, code, NOBODY)).isTrue();
        assertThat(factors().recoveryCodes(ann.id())).isEqualTo(CODES.size() - 1);
    }

    @Test
    void secretsAreFoundInPortionsAndSealedAnew() {
        Account ann = on("ann");
        account("bob");
        Account eve = account("eve");
        assertThat(factors().keep(eve, "id.eve")).isTrue();
        SecondFactors factors = factors();
        List<KeptSecret> first = factors.after(0, 1);
        assertThat(first).extracting(KeptSecret::account).containsExactly(ann.id());
        List<KeptSecret> rest = factors.after(ann.id(), 5);
        assertThat(rest).extracting(KeptSecret::sealed).containsExactly("id.eve");
        factors.replace(rest.getFirst(), "id.anew");
        assertThat(factors.find(eve.id()).sealed()).isEqualTo("id.anew");
        factors.replace(rest.getFirst(), "id.late");
        assertThat(factors.find(eve.id()).sealed()).isEqualTo("id.anew");
        assertThat(accounts().find("eve")).as("no token ends for that").isEqualTo(eve);
    }

    private Account account(String username) {
        assertThat(accounts().add(new NewAccount(username, "hash", Role.USER), NOBODY)).isTrue();
        return accounts().find(username);
    }

    /** With the code of step 100 used. */
    Account on(String username) {
        Account account = account(username);
        assertThat(factors().keep(account, SEALED)).isTrue();
        assertThat(factors().turnOn(account, SEALED, 100, CODES, NOBODY)).isTrue();
        return accounts().find(username);
    }
}
