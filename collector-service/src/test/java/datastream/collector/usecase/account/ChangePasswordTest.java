package datastream.collector.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.Account;
import datastream.collector.domain.NewAccount;
import datastream.collector.fake.InMemoryAccounts;
import datastream.collector.fake.InMemorySessions;
import datastream.collector.fake.ReversingHasher;
import datastream.collector.usecase.account.ChangePassword.Result;
import datastream.reading.InvalidField;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logging in, and changing what is needed for it. */
class ChangePasswordTest {

    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";
    private static final Principal ANN = new Principal("ann", Role.USER);
    private static final Principal ROOT = new Principal("root", Role.ADMIN);

    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final ReversingHasher hasher = new ReversingHasher();
    private final PasswordCheck check = new PasswordCheck(accounts, hasher);
    private final ChangePassword change = new ChangePassword(accounts, check, hasher);
    private final LogIn logIn =
            new LogIn(
                    check,
                    new InMemorySessions(accounts::find, SessionLimits.USUAL, Clock.systemUTC()),
                    new Tokens(
                            new TokenSecret("0123456789abcdef0123456789abcdef"),
                            Clock.systemUTC()));

    @BeforeEach
    void addAccounts() {
        accounts.add(new NewAccount("root", hasher.hash(OLD), Role.ADMIN));
        accounts.add(new NewAccount("ann", hasher.hash(OLD), Role.USER));
    }

    @Test
    void logsInWithTheRightPasswordOnly() {
        assertThat(logIn.logIn("root", OLD)).isNotNull();
        assertThat(logIn.logIn("root", "wrong horse")).isNull();
        assertThat(logIn.logIn("nobody", OLD)).isNull();
        assertThat(logIn.logIn("nobody", "nobody has this password")).isNull();
    }

    @Test
    void aDisabledAccountIsAnsweredLikeAWrongPassword() {
        Account ann = accounts.find("ann");
        accounts.put(new Account(ann.id(), "ann", ann.passwordHash(), ann.role(), true, 1, 0));
        assertThat(logIn.logIn("ann", OLD)).isNull();
    }

    @Test
    void everyLogInCostsOneLookAtAPassword() {
        for (String name : new String[] {"ann", "nobody", "root"}) {
            int before = hasher.checks();
            logIn.logIn(name, "wrong horse");
            assertThat(hasher.checks() - before).as(name).isEqualTo(1);
        }
    }

    @Test
    void onesOwnIsChangedWithTheOldOneOnly() {
        assertThat(change.change(ANN, "ann", "wrong horse", NEW)).isEqualTo(Result.WRONG_PASSWORD);
        assertThatThrownBy(() -> change.change(ROOT, "root", null, NEW))
                .isInstanceOf(InvalidField.class)
                .extracting(e -> ((InvalidField) e).field())
                .isEqualTo("old_password");
        assertThat(logIn.logIn("ann", NEW)).isNull();
        assertThat(change.change(ANN, "ann", OLD, NEW)).isEqualTo(Result.CHANGED);
        assertThat(logIn.logIn("ann", OLD)).isNull();
        assertThat(logIn.logIn("ann", NEW)).isNotNull();
    }

    @Test
    void thatOfOthersIsChangedByAdministratorsOnly() {
        assertThat(change.change(ANN, "root", OLD, NEW)).isEqualTo(Result.NOT_ALLOWED);
        assertThat(change.change(ANN, "nobody", OLD, NEW)).isEqualTo(Result.NOT_ALLOWED);
        assertThat(logIn.logIn("root", NEW)).isNull();
        assertThat(change.change(ROOT, "ann", null, NEW)).isEqualTo(Result.CHANGED);
        assertThat(logIn.logIn("ann", NEW)).isNotNull();
        assertThat(change.change(ROOT, "nobody", null, NEW)).isEqualTo(Result.NOT_THERE);
    }

    @Test
    void theNewOneFollowsTheRules() {
        assertThatThrownBy(() -> change.change(ANN, "ann", OLD, "short67"))
                .isInstanceOf(InvalidField.class)
                .hasMessageNotContaining("short67");
    }
}
