package datastream.collector.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.Account;
import datastream.collector.domain.Door;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.RecoveryCode;
import datastream.collector.domain.TotpCodes;
import datastream.collector.domain.TotpSecret;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.fake.InMemoryAccounts;
import datastream.collector.fake.InMemoryAttempts;
import datastream.collector.fake.InMemorySecondFactors;
import datastream.collector.fake.InMemorySessions;
import datastream.collector.fake.ReversingHasher;
import datastream.collector.usecase.account.LogIn.Result;
import datastream.collector.usecase.account.OwnSecondFactor.Outcome;
import datastream.collector.usecase.account.OwnSecondFactor.Owner;
import datastream.collector.usecase.account.OwnSecondFactor.Refusal;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.TokenSecrets;
import datastream.security.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Second factors from the first secret to the last recovery code, and logging in with them. */
class OwnSecondFactorTest {

    private static final String PASSWORD = "correct horse";
    private static final int FEW = 5;
    private static final long SECOND = 3_000_010;
    private static final long STEP = SECOND / 30;
    private static final Actor STRANGER = Actor.unknown(Source.of("192.0.2.7"), Door.HTTP);
    private static final Actor ANN = STRANGER.named("ann");
    private static final Owner OWNER = new Owner("ann", PASSWORD, ANN);
    private static final Principal ROOT = new Principal("root", Role.ADMIN);
    private static final TokenSecret ONE = new TokenSecret("0123456789abcdef0123456789abcdef");
    private static final TokenSecret TWO = new TokenSecret("fedcba9876543210fedcba9876543210");

    private final List<AuditEvent> noted = new ArrayList<>();
    private final InMemoryAttempts attempts = new InMemoryAttempts();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemorySecondFactors factors = new InMemorySecondFactors(accounts, SECOND);
    private final ReversingHasher hasher = new ReversingHasher();
    private final PasswordCheck check =
            new PasswordCheck(
                    accounts, hasher, attempts.throttled(AttemptLimits.of(FEW, 1_000)), noted::add);
    private final TotpSeal seal = new TotpSeal(new TokenSecrets(ONE));
    private final CodeCheck codes = new CodeCheck(factors, seal);
    private final OwnSecondFactor own =
            new OwnSecondFactor(check, factors, seal, codes, noted::add);
    private final ResetSecondFactor reset = new ResetSecondFactor(accounts, factors);
    private final LogIn logIn = logIn(codes);

    private LogIn logIn(CodeCheck with) {
        return new LogIn(
                check,
                with,
                new InMemorySessions(accounts::find, SessionLimits.USUAL, Clock.systemUTC()),
                new Tokens(ONE, Clock.systemUTC()),
                noted::add);
    }

    @BeforeEach
    void addAccounts() {
        accounts.add(new NewAccount("root", hasher.hash(PASSWORD), Role.ADMIN), ANN);
        accounts.add(new NewAccount("ann", hasher.hash(PASSWORD), Role.USER), ANN);
    }

    @Test
    void isAskedForFromTheMomentOnInWhichItIsConfirmed() {
        TotpSecret secret = begin();
        assertThat(logIn.logIn("ann", PASSWORD, null, STRANGER))
                .isInstanceOf(Result.LoggedIn.class);
        assertThat(own.confirm(OWNER, code(secret, STEP))).isInstanceOf(Outcome.On.class);
        assertThat(logIn.logIn("ann", PASSWORD, null, STRANGER))
                .isInstanceOf(Result.CodeNeeded.class);
        assertThat(logIn.logIn("ann", PASSWORD, code(secret, STEP), STRANGER))
                .as("the code of the confirmation")
                .isInstanceOf(Result.CodeRefused.class);
        factors.pass(30);
        assertLogsIn(code(secret, STEP + 1));
        assertThat(logIn.logIn("root", PASSWORD, "whatever", STRANGER))
                .as("who has none")
                .isInstanceOf(Result.LoggedIn.class);
    }

    @Test
    void aCodeIsGoodOnceAndInItsTime() {
        TotpSecret secret = turnOn();
        factors.pass(300);
        long now = STEP + 10;
        for (long step : new long[] {now - 2, now + 2, STEP}) {
            assertThat(logIn.logIn("ann", PASSWORD, code(secret, step), STRANGER))
                    .isInstanceOf(Result.CodeRefused.class);
        }
        assertLogsIn(" " + code(secret, now - 1).replaceFirst("...", "$0 "));
        assertLogsIn(code(secret, now));
        assertThat(logIn.logIn("ann", PASSWORD, code(secret, now), STRANGER))
                .isInstanceOf(Result.CodeRefused.class);
        assertThat(logIn.logIn("ann", PASSWORD, code(secret, now - 1), STRANGER))
                .isInstanceOf(Result.CodeRefused.class);
        attempts.pass(AttemptLimits.of(FEW, 1).fromOnePlace().each());
        assertLogsIn(code(secret, now + 1));
    }

    @Test
    void aRecoveryCodeIsGoodOnce() {
        List<RecoveryCode> recovery = recovery(begin());
        assertThat(recovery).extracting(RecoveryCode::text).hasSize(10).doesNotHaveDuplicates();
        for (RecoveryCode code : recovery) {
            assertLogsIn(code.text());
            assertThat(logIn.logIn("ann", PASSWORD, code.text(), STRANGER))
                    .isInstanceOf(Result.CodeRefused.class);
            attempts.pass(AttemptLimits.of(FEW, 1).fromOnePlace().each());
        }
    }

    /** Who does not know the password learns nothing of the second factor. */
    @Test
    void aCodeIsLookedAtAfterThePasswordOnly() {
        List<RecoveryCode> recovery = recovery(begin());
        String good = recovery.getFirst().text();
        for (String otp : new String[] {null, "123456", good}) {
            assertThat(logIn.logIn("ann", "wrong horse", otp, STRANGER))
                    .isInstanceOf(Result.Refused.class);
        }
        assertThat(noted).extracting(AuditEvent::detail).doesNotContain("wrong code", "no code");
        assertLogsIn(good);
    }

    @Test
    void wrongCodesCountLikeWrongPasswords() {
        turnOn();
        for (int i = 0; i < FEW; i++) {
            assertThat(logIn.logIn("ann", PASSWORD, "nonsense", STRANGER))
                    .isInstanceOf(Result.CodeRefused.class);
        }
        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> logIn.logIn("ann", PASSWORD, null, STRANGER));
        assertThat(noted)
                .contains(
                        new AuditEvent(AuditKind.LOG_IN_REFUSED, STRANGER, "ann", "wrong code"),
                        new AuditEvent(
                                AuditKind.LOG_IN_THROTTLED, STRANGER, "ann", "too many failures"));
    }

    /** Else whoever knows the password could guess codes without end. */
    @Test
    void thePasswordAloneIsNoFailureAndMakesUpForNone() {
        turnOn();
        for (int i = 0; i < 3 * FEW; i++) {
            assertThat(logIn.logIn("ann", PASSWORD, null, STRANGER))
                    .isInstanceOf(Result.CodeNeeded.class);
        }
        for (int i = 0; i < FEW; i++) {
            logIn.logIn("ann", PASSWORD, "123", STRANGER);
            if (i < FEW - 1) {
                logIn.logIn("ann", PASSWORD, null, STRANGER);
            }
        }
        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> logIn.logIn("ann", PASSWORD, null, STRANGER));
        assertThat(noted)
                .contains(new AuditEvent(AuditKind.LOG_IN_REFUSED, STRANGER, "ann", "no code"));
    }

    /** Else whoever has many addresses has as many guesses. */
    @Test
    void wrongCodesCountWhereverTheyComeFromAndRecoveryCodesDoNot() {
        List<RecoveryCode> recovery = recovery(begin());
        for (int i = 0; i < 2 * FEW; i++) {
            assertThat(logIn.logIn("ann", PASSWORD, "000000", from(i)))
                    .isInstanceOf(Result.CodeRefused.class);
        }
        for (int i = 0; i < 2 * FEW; i++) {
            Actor there = from(100 + i);
            assertThatExceptionOfType(TooManyAttempts.class)
                    .isThrownBy(() -> logIn.logIn("ann", PASSWORD, "000000", there));
        }
        assertThat(logIn.logIn("ann", PASSWORD, recovery.getFirst().text(), from(100)))
                .isInstanceOf(Result.LoggedIn.class);
        attempts.pass(AttemptLimits.of(FEW, 1).codes().each());
        assertThat(logIn.logIn("ann", PASSWORD, "000000", from(101)))
                .isInstanceOf(Result.CodeRefused.class);
    }

    private static Actor from(int host) {
        return new Actor(null, Source.of("192.0.2." + host), Door.HTTP);
    }

    /** There the limit for all places together does not hold. */
    @Test
    void aPlaceBecomesKnownWithTheCodeOnly() {
        RecoveryCode code = recovery(begin()).getFirst();
        Actor elsewhere = Actor.unknown(Source.of("198.51.100.9"), Door.HTTP);
        int before = attempts.size();
        logIn.logIn("ann", PASSWORD, null, elsewhere);
        int counters = attempts.size();
        assertThat(counters).isGreaterThan(before);
        logIn.logIn("ann", PASSWORD, null, elsewhere);
        assertThat(attempts.size()).isEqualTo(counters);
        assertThat(logIn.logIn("ann", PASSWORD, code.text(), elsewhere))
                .isInstanceOf(Result.LoggedIn.class);
        assertThat(attempts.size()).isEqualTo(counters + 1);
    }

    @Test
    void everythingNeedsThePassword() {
        Owner thief = new Owner("ann", "wrong horse", ANN);
        assertRefused(own.begin(thief), Refusal.WRONG_PASSWORD);
        TotpSecret secret = begin();
        assertRefused(own.confirm(thief, code(secret, STEP)), Refusal.WRONG_PASSWORD);
        RecoveryCode code = recovery(secret).getFirst();
        assertRefused(own.turnOff(thief, code.text()), Refusal.WRONG_PASSWORD);
        assertThat(accounts.find("ann").secondFactor()).isTrue();
        assertThat(noted)
                .contains(
                        new AuditEvent(
                                AuditKind.SECOND_FACTOR_REFUSED, ANN, "ann", "wrong password"));
    }

    @Test
    void isOnesOwnAffair() {
        Owner other = new Owner("ann", PASSWORD, STRANGER.named("root"));
        assertRefused(own.begin(other), Refusal.NOT_OWN);
        assertRefused(own.confirm(other, "123456"), Refusal.NOT_OWN);
        assertRefused(own.turnOff(other, "123456"), Refusal.NOT_OWN);
        assertThat(noted)
                .hasSize(3)
                .containsOnly(
                        new AuditEvent(
                                AuditKind.SECOND_FACTOR_REFUSED,
                                STRANGER.named("root"),
                                null,
                                "somebody else's"));
    }

    @Test
    void aWrongCodeConfirmsNothingAndCounts() {
        TotpSecret secret = begin();
        String wrong = code(secret, STEP + 5);
        for (int i = 0; i < FEW; i++) {
            assertRefused(own.confirm(OWNER, wrong), Refusal.WRONG_CODE);
        }
        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> own.confirm(OWNER, code(secret, STEP)));
        assertThat(accounts.find("ann").secondFactor()).isFalse();
    }

    @Test
    void anotherSecretTakesThePlaceOfOneThatWasNotConfirmed() {
        TotpSecret first = begin();
        TotpSecret second = begin();
        assertRefused(own.confirm(OWNER, code(first, STEP)), Refusal.WRONG_CODE);
        assertThat(own.confirm(OWNER, code(second, STEP))).isInstanceOf(Outcome.On.class);
    }

    @Test
    void goesStepByStep() {
        assertRefused(own.confirm(OWNER, "123456"), Refusal.NOT_BEGUN);
        assertRefused(own.turnOff(OWNER, "123456"), Refusal.NOT_ON);
        TotpSecret secret = begin();
        assertRefused(own.turnOff(OWNER, code(secret, STEP)), Refusal.NOT_ON);
        recovery(secret);
        assertRefused(own.begin(OWNER), Refusal.ON_ALREADY);
        assertRefused(own.confirm(OWNER, code(secret, STEP + 1)), Refusal.ON_ALREADY);
    }

    @Test
    void isTurnedOffWithACodeOrARecoveryCode() {
        TotpSecret secret = turnOn();
        assertRefused(own.turnOff(OWNER, code(secret, STEP)), Refusal.WRONG_CODE);
        assertThat(own.turnOff(OWNER, code(secret, STEP + 1))).isInstanceOf(Outcome.Off.class);
        assertThat(logIn.logIn("ann", PASSWORD, null, STRANGER))
                .isInstanceOf(Result.LoggedIn.class);
        RecoveryCode code = recovery(begin()).getLast();
        assertThat(own.turnOff(OWNER, code.text())).isInstanceOf(Outcome.Off.class);
        assertThat(accounts.find("ann").secondFactor()).isFalse();
    }

    @Test
    void anAdministratorResetsThatOfAnotherOnly() {
        turnOn();
        Account before = accounts.find("ann");
        assertThat(reset.reset("root", ROOT, STRANGER)).isEqualTo(ResetSecondFactor.Result.OWN);
        assertThat(reset.reset("nobody", ROOT, STRANGER))
                .isEqualTo(ResetSecondFactor.Result.NOT_THERE);
        assertThat(reset.reset("ann", ROOT, STRANGER)).isEqualTo(ResetSecondFactor.Result.RESET);
        assertThat(reset.reset("ann", ROOT, STRANGER)).isEqualTo(ResetSecondFactor.Result.NOT_ON);
        assertThat(accounts.find("ann").generation()).isGreaterThan(before.generation());
        assertThat(logIn.logIn("ann", PASSWORD, null, STRANGER))
                .isInstanceOf(Result.LoggedIn.class);
    }

    @Test
    void staysWhenTheSecretOfTheInstallationIsExchanged() {
        TotpSecret secret = turnOn();
        TotpSeal both = new TotpSeal(new TokenSecrets(TWO, ONE));
        new ResealSecrets(factors, both).resealAll();
        TotpSeal later = new TotpSeal(new TokenSecrets(TWO));
        assertThat(logIn(codes).logIn("ann", PASSWORD, code(secret, STEP + 1), STRANGER))
                .as("who knows the old one alone")
                .isInstanceOf(Result.CodeUnreadable.class);
        LogIn after = logIn(new CodeCheck(factors, later));
        assertThat(after.logIn("ann", PASSWORD, code(secret, STEP + 1), STRANGER))
                .isInstanceOf(Result.LoggedIn.class);
    }

    /** From a collector of before, in its last moment. */
    @Test
    void whatIsSealedUnderTheOldSecretLaterIsSealedAnewToo() {
        TotpSeal both = new TotpSeal(new TokenSecrets(TWO, ONE));
        int ann = accounts.find("ann").id();
        try (ResealSecrets reseal = new ResealSecrets(factors, both, Duration.ofMillis(1))) {
            reseal.resealAll();
            reseal.start();
            for (int i = 0; i < 2; i++) {
                begin();
                await().until(() -> both.isCurrent(factors.find(ann).sealed()));
            }
        }
        begin();
        assertThat(both.isCurrent(factors.find(ann).sealed())).as("closed").isFalse();
    }

    @Test
    void withoutTheSecretOfTheInstallationRecoveryCodesAreStillGood() {
        TotpSecret secret = begin();
        List<RecoveryCode> recovery = recovery(secret);
        TotpSeal lost = new TotpSeal(new TokenSecrets(TWO));
        new ResealSecrets(factors, lost).resealAll();
        LogIn after = logIn(new CodeCheck(factors, lost));
        assertThat(after.logIn("ann", PASSWORD, code(secret, STEP + 1), STRANGER))
                .isInstanceOf(Result.CodeUnreadable.class);
        assertThat(after.logIn("ann", PASSWORD, recovery.getFirst().text(), STRANGER))
                .isInstanceOf(Result.LoggedIn.class);
        assertThat(logIn.logIn("ann", PASSWORD, code(secret, STEP + 1), STRANGER))
                .as("when it is configured again")
                .isInstanceOf(Result.LoggedIn.class);
    }

    /** Else a mistake of the operator locked people out. */
    @Test
    void aCodeThatCannotBeCheckedIsNobodysFailure() {
        TotpSecret secret = begin();
        List<RecoveryCode> recovery = recovery(secret);
        CodeCheck blind = new CodeCheck(factors, new TotpSeal(new TokenSecrets(TWO)));
        LogIn without = logIn(blind);
        OwnSecondFactor ownWithout = new OwnSecondFactor(check, factors, seal, blind, noted::add);
        for (int i = 0; i < 5 * FEW; i++) {
            assertThat(without.logIn("ann", PASSWORD, code(secret, STEP + 1), STRANGER))
                    .isInstanceOf(Result.CodeUnreadable.class);
            assertRefused(ownWithout.turnOff(OWNER, "000000"), Refusal.UNREADABLE);
        }
        assertThat(noted)
                .contains(
                        new AuditEvent(
                                AuditKind.LOG_IN_REFUSED,
                                STRANGER,
                                "ann",
                                "unreadable second factor"),
                        new AuditEvent(
                                AuditKind.SECOND_FACTOR_REFUSED,
                                ANN,
                                "ann",
                                "unreadable second factor"))
                .extracting(AuditEvent::detail)
                .doesNotContain("wrong code");
        assertThat(ownWithout.turnOff(OWNER, recovery.getFirst().text()))
                .isInstanceOf(Outcome.Off.class);
    }

    @Test
    void aSecretThatCannotBeReadIsNotConfirmedAndAnotherTakesItsPlace() {
        TotpSecret secret = begin();
        TotpSeal other = new TotpSeal(new TokenSecrets(TWO));
        OwnSecondFactor elsewhere =
                new OwnSecondFactor(
                        check, factors, other, new CodeCheck(factors, other), noted::add);
        assertRefused(elsewhere.confirm(OWNER, code(secret, STEP)), Refusal.UNREADABLE);
        TotpSecret next = ((Outcome.Begun) elsewhere.begin(OWNER)).secret();
        assertThat(elsewhere.confirm(OWNER, code(next, STEP))).isInstanceOf(Outcome.On.class);
    }

    private TotpSecret begin() {
        return ((Outcome.Begun) own.begin(OWNER)).secret();
    }

    private List<RecoveryCode> recovery(TotpSecret secret) {
        long now = factors.find(accounts.find("ann").id()).second() / 30;
        return ((Outcome.On) own.confirm(OWNER, code(secret, now))).recovery();
    }

    /** With the code of {@link #STEP} used. */
    private TotpSecret turnOn() {
        TotpSecret secret = begin();
        recovery(secret);
        return secret;
    }

    private void assertLogsIn(String otp) {
        assertThat(logIn.logIn("ann", PASSWORD, otp, STRANGER)).isInstanceOf(Result.LoggedIn.class);
    }

    private static void assertRefused(Outcome outcome, Refusal why) {
        assertThat(outcome).isEqualTo(new Outcome.Refused(why));
    }

    private static String code(TotpSecret secret, long step) {
        return TotpCodes.code(secret, step);
    }
}
