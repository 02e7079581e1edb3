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
import datastream.collector.fake.ReversingHasher;
import datastream.collector.usecase.account.RegisterAccount.Result;
import datastream.reading.InvalidField;
import datastream.security.AccountGeneration;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.SetupToken;
import datastream.security.TokenSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterAccountTest {

    private static final SetupToken TOKEN =
            new SetupToken(new TokenSecret("0123456789abcdef0123456789abcdef"));
    private static final String SETUP_TOKEN = TOKEN.text();
    private static final Source SOURCE = Source.of("192.0.2.7");
    private static final Actor NOBODY = Actor.unknown(SOURCE, Door.HTTP);
    private static final Caller HERE = new Caller(null, true, SOURCE);
    private static final Caller ELSEWHERE = new Caller(null, false, SOURCE);
    private static final Caller ADMIN =
            new Caller(new Principal("root", Role.ADMIN), false, SOURCE);
    private static final Caller USER = new Caller(new Principal("ann", Role.USER), true, SOURCE);
    private static final String PASSWORD = "correct horse";

    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final List<AuditEvent> noted = new ArrayList<>();
    private final LogInThrottle throttle = InMemoryAttempts.throttle(AttemptLimits.USUAL);
    private final PasswordHasher reversing = new ReversingHasher();
    private final RegisterAccount register = registration(RegistrationPolicy.CLOSED);

    private RegisterAccount registration(RegistrationPolicy policy) {
        return new RegisterAccount(
                accounts,
                new PasswordRules(_ -> false),
                reversing,
                new FirstAccount(accounts, TOKEN),
                policy,
                throttle,
                noted::add);
    }

    private static Registration wish(String username) {
        return new Registration(username, PASSWORD, null, null);
    }

    private static Registration wish(String username, @Nullable Role role) {
        return new Registration(username, PASSWORD, role, null);
    }

    @Test
    void theFirstAccountBecomesAdministratorWithoutAToken() {
        assertThat(register.register(wish("root"), HERE))
                .isEqualTo(
                        new Result.Registered(
                                new NewAccount("root", reversing.hash(PASSWORD), Role.ADMIN)));
    }

    @ParameterizedTest
    @EnumSource(RegistrationPolicy.class)
    void fromElsewhereTheFirstAccountNeedsTheSetupToken(RegistrationPolicy policy) {
        RegisterAccount first = registration(policy);
        assertThat(first.register(wish("root"), ELSEWHERE))
                .isEqualTo(new Result.SetupTokenNeeded());
        for (String wrong : new String[] {"", SETUP_TOKEN + "0", SETUP_TOKEN.substring(1)}) {
            var guess = new Registration("root", PASSWORD, null, wrong);
            assertThat(first.register(guess, ELSEWHERE)).isEqualTo(new Result.SetupTokenNeeded());
            assertThat(first.register(guess, HERE)).isEqualTo(new Result.SetupTokenNeeded());
        }
        assertThat(accounts.isEmpty()).isTrue();
        var right = new Registration("root", PASSWORD, Role.ADMIN, SETUP_TOKEN);
        assertThat(first.register(right, ELSEWHERE)).isInstanceOf(Result.Registered.class);
    }

    @Test
    void theSetupTokenIsGoodForTheFirstAccountOnly() {
        register.register(wish("root"), HERE);
        var second = new Registration("eve", PASSWORD, Role.ADMIN, SETUP_TOKEN);
        assertThat(register.register(second, ELSEWHERE)).isEqualTo(new Result.NotAllowed());
    }

    @Test
    void theFirstAccountCannotBeAnotherThanTheAdministrators() {
        assertThatThrownBy(() -> register.register(wish("root", Role.VIEWER), HERE))
                .isInstanceOf(InvalidField.class);
    }

    @Test
    void aLaterOneNeedsAnAdministrator() {
        register.register(wish("root"), HERE);
        assertThat(register.register(wish("ann"), HERE)).isEqualTo(new Result.NotAllowed());
        assertThat(register.register(wish("ann", Role.ADMIN), USER))
                .isEqualTo(new Result.NotAllowed());
        assertThat(register.register(wish("ann"), ADMIN)).isInstanceOf(Result.Registered.class);
        assertThat(accounts.find("ann")).extracting(Account::role).isEqualTo(Role.USER);
        register.register(wish("vic", Role.VIEWER), ADMIN);
        assertThat(accounts.find("vic")).extracting(Account::role).isEqualTo(Role.VIEWER);
    }

    /** Whoever may make the first account, an old token does not. */
    @Test
    void anAdministratorOfADatabaseThatIsGoneDoesNotMakeTheFirst() {
        assertThat(register.register(wish("eve"), ADMIN)).isEqualTo(new Result.SetupTokenNeeded());
    }

    @Test
    void whoIsNoAdministratorAnyMoreAddsNobody() {
        register.register(wish("root"), HERE);
        Principal before = new Principal("root", Role.ADMIN, new AccountGeneration(1, 0), null);
        Caller caller = new Caller(before, true, SOURCE);
        assertThat(register.register(wish("ann"), caller)).isInstanceOf(Result.Registered.class);
        accounts.changePassword(Objects.requireNonNull(accounts.find("root")), "another", NOBODY);
        assertThat(register.register(wish("eve"), caller)).isEqualTo(new Result.CutOff());
        assertThat(accounts.find("eve")).isNull();
    }

    @Test
    void whoseSessionHasEndedAddsNobody() {
        register.register(wish("root"), HERE);
        Principal root = new Principal("root", Role.ADMIN, new AccountGeneration(1, 0), 17L);
        Caller caller = new Caller(root, true, SOURCE);
        accounts.endSession(16);
        assertThat(register.register(wish("ann"), caller)).isInstanceOf(Result.Registered.class);
        accounts.endSession(17);
        assertThat(register.register(wish("eve"), caller)).isEqualTo(new Result.CutOff());
        assertThat(accounts.find("eve")).isNull();
    }

    @Test
    void openRegistrationMakesViewersOnlyWhateverTheBodySays() {
        RegisterAccount open = registration(RegistrationPolicy.OPEN);
        open.register(wish("root"), HERE);
        assertThat(open.register(wish("ann"), ELSEWHERE)).isInstanceOf(Result.Registered.class);
        assertThat(open.register(wish("bob", Role.VIEWER), USER))
                .isInstanceOf(Result.Registered.class);
        assertThat(accounts.find("ann")).extracting(Account::role).isEqualTo(Role.VIEWER);
        assertThat(accounts.find("bob")).extracting(Account::role).isEqualTo(Role.VIEWER);
        for (Role role : new Role[] {Role.ADMIN, Role.USER, Role.DEVICE}) {
            assertThatThrownBy(() -> open.register(wish("eve", role), USER))
                    .isInstanceOf(InvalidField.class)
                    .extracting(e -> ((InvalidField) e).field())
                    .isEqualTo("role");
        }
        assertThat(accounts.find("eve")).isNull();
        open.register(wish("eve", Role.ADMIN), ADMIN);
        assertThat(accounts.find("eve")).extracting(Account::role).isEqualTo(Role.ADMIN);
    }

    @Test
    void onlySoManyMakeAccountsForThemselvesFromOnePlace() {
        RegisterAccount open = registration(RegistrationPolicy.OPEN);
        open.register(wish("root"), HERE);
        for (int i = 0; i < 10; i++) {
            open.register(wish("ann" + i), ELSEWHERE);
        }
        assertThatExceptionOfType(TooManyAttempts.class)
                .isThrownBy(() -> open.register(wish("bob"), ELSEWHERE))
                .satisfies(e -> assertThat(e.pause()).isPositive());
        assertThat(accounts.find("bob")).isNull();
        assertThat(open.register(wish("bob"), ADMIN)).isInstanceOf(Result.Registered.class);
        Caller other = new Caller(null, false, Source.of("192.0.2.8"));
        assertThat(open.register(wish("cid"), other)).isInstanceOf(Result.Registered.class);
        assertThat(noted).extracting(AuditEvent::detail).containsExactly("too many accounts");
    }

    @Test
    void refusalsAreNotedWithoutTheNameThatWasWanted() {
        register.register(wish("root"), ELSEWHERE);
        register.register(wish("root"), HERE);
        register.register(wish("eve"), USER);
        assertThat(noted)
                .containsExactly(
                        refusal(null, "no or a wrong set-up token"),
                        refusal("ann", "needs an administrator"));
    }

    private static AuditEvent refusal(@Nullable String who, String why) {
        return new AuditEvent(AuditKind.REGISTRATION_REFUSED, NOBODY.named(who), null, why);
    }

    @Test
    void whoLosesTheRaceForTheFirstAccountIsNotAllowed() {
        accounts.add(new NewAccount("other", "x", Role.ADMIN), NOBODY);
        accounts.pretendEmpty();
        assertThat(register.register(wish("root"), HERE)).isEqualTo(new Result.NotAllowed());
    }

    @Test
    void aNameIsTakenOnce() {
        register.register(wish("root"), HERE);
        assertThat(register.register(wish("root", Role.USER), ADMIN))
                .isEqualTo(new Result.NameTaken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Root", "a b", "../etc", "ä-name", "x\n", "-dash"})
    void refusesABadUsername(String username) {
        assertThatThrownBy(() -> register.register(wish(username), HERE))
                .isInstanceOf(InvalidField.class)
                .extracting(e -> ((InvalidField) e).field())
                .isEqualTo("username");
    }

    @Test
    void refusesABadPasswordWithoutRepeatingIt() {
        for (String password : new String[] {"short67", "x1y2z3w4".repeat(16) + "v"}) {
            var wish = new Registration("root", password, null, null);
            assertThatThrownBy(() -> register.register(wish, HERE))
                    .isInstanceOf(InvalidField.class)
                    .hasMessageNotContaining(password);
        }
    }

    @Test
    void showsNeitherPasswordNorSetupToken() {
        assertThat(new Registration("root", PASSWORD, Role.ADMIN, SETUP_TOKEN).toString())
                .doesNotContain(PASSWORD, SETUP_TOKEN);
    }
}
