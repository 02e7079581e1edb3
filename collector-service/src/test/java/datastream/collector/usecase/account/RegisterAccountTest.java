package datastream.collector.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.collector.domain.Account;
import datastream.collector.usecase.account.RegisterAccount.Result;
import datastream.reading.InvalidField;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterAccountTest {

    private static final Principal ADMIN = new Principal("root", Role.ADMIN);
    private static final Principal USER = new Principal("ann", Role.USER);
    private static final String PASSWORD = "correct horse";

    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final PasswordHasher reversing = new ReversingHasher();
    private final RegisterAccount register = new RegisterAccount(accounts, reversing);

    @Test
    void theFirstAccountBecomesAdministratorWithoutAToken() {
        Result result = register.register("root", PASSWORD, null, null);
        assertThat(result)
                .isEqualTo(
                        new Result.Registered(
                                new Account("root", reversing.hash(PASSWORD), Role.ADMIN)));
    }

    @Test
    void aLaterOneNeedsAnAdministrator() {
        register.register("root", PASSWORD, null, null);
        assertThat(register.register("ann", PASSWORD, null, null))
                .isEqualTo(new Result.NotAllowed());
        assertThat(register.register("ann", PASSWORD, Role.ADMIN, USER))
                .isEqualTo(new Result.NotAllowed());
        assertThat(register.register("ann", PASSWORD, null, ADMIN))
                .isInstanceOf(Result.Registered.class);
        assertThat(accounts.find("ann")).extracting(Account::role).isEqualTo(Role.USER);
    }

    @Test
    void whoLosesTheRaceForTheFirstAccountIsNotAllowed() {
        accounts.pretendEmpty = true;
        accounts.add(new Account("other", "x", Role.ADMIN));
        accounts.founded = true;
        assertThat(register.register("root", PASSWORD, null, null))
                .isEqualTo(new Result.NotAllowed());
    }

    @Test
    void aNameIsTakenOnce() {
        register.register("root", PASSWORD, null, null);
        assertThat(register.register("root", PASSWORD, Role.USER, ADMIN))
                .isEqualTo(new Result.NameTaken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Root", "a b", "../etc", "ä-name", "x\n", "-dash"})
    void refusesABadUsername(String username) {
        assertThatThrownBy(() -> register.register(username, PASSWORD, null, null))
                .isInstanceOf(InvalidField.class)
                .extracting(e -> ((InvalidField) e).field())
                .isEqualTo("username");
    }

    @Test
    void refusesAPasswordOfTheWrongLengthWithoutRepeatingIt() {
        for (String password : new String[] {"short67", "x".repeat(129)}) {
            assertThatThrownBy(() -> register.register("root", password, null, null))
                    .isInstanceOf(InvalidField.class)
                    .hasMessageNotContaining(password);
        }
        assertThat(register.register("root", "🐎".repeat(128), null, null))
                .isInstanceOf(Result.Registered.class);
    }

    @Test
    void logsInWithTheRightPasswordOnly() {
        register.register("root", PASSWORD, null, null);
        Tokens tokens = new Tokens(new TokenSecret("s".repeat(32)), Clock.systemUTC());
        LogIn logIn = new LogIn(accounts, reversing, tokens);
        assertThat(logIn.logIn("root", PASSWORD)).isNotNull();
        assertThat(logIn.logIn("root", "wrong horse")).isNull();
        assertThat(logIn.logIn("nobody", PASSWORD)).isNull();
        assertThat(logIn.logIn("nobody", "nobody has this password")).isNull();
    }

    private static final class ReversingHasher implements PasswordHasher {
        @Override
        public String hash(String password) {
            return new StringBuilder(password).reverse().toString();
        }

        @Override
        public boolean matches(String password, String hash) {
            return hash(password).equals(hash);
        }
    }

    private static final class InMemoryAccounts implements Accounts {
        private final Map<String, Account> byName = new LinkedHashMap<>();
        private boolean founded;
        private boolean pretendEmpty;

        @Override
        public boolean isEmpty() {
            return pretendEmpty || byName.isEmpty();
        }

        @Override
        public boolean addFounder(Account account) {
            if (founded) {
                return false;
            }
            founded = true;
            return add(account);
        }

        @Override
        public boolean add(Account account) {
            return byName.putIfAbsent(account.username(), account) == null;
        }

        @Override
        public Account find(String username) {
            return byName.get(username);
        }
    }
}
