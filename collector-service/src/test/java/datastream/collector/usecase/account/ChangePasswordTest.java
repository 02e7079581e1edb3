package datastream.collector.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.Account;
import datastream.collector.domain.Door;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.PasswordRules;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.fake.InMemoryAccounts;
import datastream.collector.fake.InMemoryAttempts;
import datastream.collector.fake.InMemorySecondFactors;
import datastream.collector.fake.InMemorySessions;
import datastream.collector.fake.ReversingHasher;
import datastream.collector.usecase.account.ChangePassword.Result;
import datastream.reading.InvalidField;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.TokenSecrets;
import datastream.security.Tokens;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logging in, and changing what is needed for it. */
class ChangePasswordTest {

    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";
    private static final int FEW = 5;
    private static final Actor FROM = Actor.unknown(Source.of("192.0.2.7"), Door.HTTP);
    private static final TokenSecret SECRET = new TokenSecret("0123456789abcdef0123456789abcdef");
    private static final Principal ANN = new Principal("ann", Role.USER);
    private static final Principal ROOT = new Principal("root", Role.ADMIN);

    private final List<AuditEvent> noted = new ArrayList<>();
    private final InMemoryAttempts attempts = new InMemoryAttempts();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final ReversingHasher hasher = new ReversingHasher();
    private final PasswordCheck check =
            new PasswordCheck(
                    accounts, hasher, attempts.throttled(AttemptLimits.of(FEW, 1_000)), noted::add);
    private final ChangePassword change =
            new ChangePassword(accounts, check, new PasswordRules(_ -> false), hasher, noted::add);
    private final LogIn logIn =
            new LogIn(
                    check,
                    new CodeCheck(
                            new InMemorySecondFactors(accounts, 0),
                            new TotpSeal(new TokenSecrets(SECRET))),
                    new InMemorySessions(accounts::find, SessionLimits.USUAL, Clock.systemUTC()),
                    new Tokens(SECRET, Clock.systemUTC()),
                    noted::add);

    @BeforeEach
    void addAccounts() {
        accounts.add(new NewAccount("root", hasher.hash(OLD), Role.ADMIN), FROM);
        accounts.add(new NewAccount("ann", hasher.hash(OLD), Role.USER), FROM);
    }

    @Test
    void logsInWithTheRightPasswordOnly() {
        assertThat(logIn("root", OLD)).isNotNull();
        assertThat(logIn("root", "wrong horse")).isNull();
        assertThat(logIn("nobody", OLD)).isNull();
        assertThat(logIn("nobody", "nobody has this password")).isNull();
    }

    @Test
    void aDisabledAccountIsAnsweredLikeAWrongPassword() {
        Account ann = accounts.find("ann");
        accounts.put(
                new Account(ann.id(), "ann", ann.passwordHash(), ann.role(), true, 1, false, 0));
        assertThat(logIn("ann", OLD)).isNull();
    }

    @Test
    void everyLogInCostsOneLookAtAPassword() {
        for (String name : new String[] {"ann", "nobody", "root"}) {
            int before = hasher.checks();
            logIn(name, "wrong horse");
            assertThat(hasher.checks() - before).as(name).isEqualTo(1);
        }
    }

    @Test
    void onesOwnIsChangedWithTheOldOneOnly() {
        assertThat(change.change(ANN, FROM, "ann", "wrong horse", NEW))
                .isEqualTo(Result.WRONG_PASSWORD);
        assertThatThrownBy(() -> change.change(ROOT, FROM, "root", null, NEW))
                .isInstanceOf(InvalidField.class)
                .extracting(e -> ((InvalidField) e).field())
                .isEqualTo("old_password");
        assertThat(logIn("ann", NEW)).isNull();
        assertThat(change.change(ANN, FROM, "ann", OLD, NEW)).isEqualTo(Result.CHANGED);
        assertThat(logIn("ann", OLD)).isNull();
        assertThat(logIn("ann", NEW)).isNotNull();
    }

    @Test
    void thatOfOthersIsChangedByAdministratorsOnly() {
        assertThat(change.change(ANN, FROM, "root", OLD, NEW)).isEqualTo(Result.NOT_ALLOWED);
        assertThat(change.change(ANN, FROM, "nobody", OLD, NEW)).isEqualTo(Result.NOT_ALLOWED);
        assertThat(logIn("root", NEW)).isNull();
        assertThat(change.change(ROOT, FROM, "ann", null, NEW)).isEqualTo(Result.CHANGED);
        assertThat(logIn("ann", NEW)).isNotNull();
        assertThat(change.change(ROOT, FROM, "nobody", null, NEW)).isEqualTo(Result.NOT_THERE);
    }

    @Test
    void theNewOneFollowsTheRules() {
        assertThatThrownBy(() -> change.change(ANN, FROM, "ann", OLD, "short67"))
                .isInstanceOf(InvalidField.class)
                .hasMessageNotContaining("short67");
    }

    @Test
    void afterTooManyFailuresNotEvenTheRightPasswordIsLookedAt() {
        for (int i = 0; i < FEW; i++) {
            logIn("ann", "wrong horse");
        }
        int before = hasher.checks();
        assertThatExceptionOfType(TooManyAttempts.class).isThrownBy(() -> logIn("ann", OLD));
        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> change.change(ANN, FROM, "ann", OLD, NEW));
        assertThat(hasher.checks()).isEqualTo(before);
        assertThat(noted)
                .extracting(AuditEvent::kind)
                .endsWith(AuditKind.LOG_IN_THROTTLED, AuditKind.PASSWORD_CHANGE_REFUSED);
        attempts.pass(AttemptLimits.of(FEW, 1).fromOnePlace().each());
        assertThat(logIn("ann", OLD)).isNotNull();
    }

    @Test
    void aWrongOldPasswordCountsAsAFailedLogIn() {
        for (int i = 0; i < FEW; i++) {
            change.change(ANN, FROM, "ann", "wrong horse", NEW);
        }
        assertThatExceptionOfType(TooManyAttempts.class).isThrownBy(() -> logIn("ann", OLD));
    }

    @Test
    void anUnknownNameIsThrottledLikeAKnownOne() {
        for (String name : new String[] {"ann", "nobody", "No Name At All"}) {
            for (int i = 0; i < FEW; i++) {
                assertThat(logIn(name, "wrong horse")).isNull();
            }
            assertThatExceptionOfType(TooManyAttempts.class)
                    .as(name)
                    .isThrownBy(() -> logIn(name, OLD))
                    .withMessage("Too many log-ins have failed; try again later")
                    .satisfies(e -> assertThat(e.pause()).hasMinutes(5));
        }
    }

    @Test
    void aLogInIsNoFailureHoweverOften() {
        for (int i = 0; i < 3 * FEW; i++) {
            assertThat(logIn("ann", OLD)).isNotNull();
        }
    }

    @Test
    void whatHappensIsNotedWithTheNamesOfAccountsAlone() {
        logIn("ann", OLD);
        logIn("ann", "wrong horse");
        logIn("my secret horse", OLD);
        Account ann = accounts.find("ann");
        accounts.put(
                new Account(ann.id(), "ann", ann.passwordHash(), ann.role(), true, 1, false, 0));
        logIn("ann", OLD);
        change.change(ANN, FROM.named("ann"), "root", OLD, NEW);
        assertThat(noted)
                .containsExactly(
                        new AuditEvent(AuditKind.LOG_IN, FROM.named("ann"), "ann", null),
                        refused("ann", "wrong password"),
                        refused(null, "unknown name"),
                        refused("ann", "disabled"),
                        new AuditEvent(
                                AuditKind.PASSWORD_CHANGE_REFUSED,
                                FROM.named("ann"),
                                null,
                                "somebody else's"));
    }

    /** Null when it is refused. */
    private SessionTokens logIn(String username, String password) {
        return logIn.logIn(username, password, null, FROM)
                        instanceof LogIn.Result.LoggedIn(var tokens)
                ? tokens
                : null;
    }

    /** Whoever has failed need not be whom the account belongs to. */
    private static AuditEvent refused(String account, String detail) {
        return new AuditEvent(AuditKind.LOG_IN_REFUSED, FROM, account, detail);
    }
}
