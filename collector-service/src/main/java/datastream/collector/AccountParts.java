package datastream.collector;

import datastream.collector.adapter.http.AccountRoutes;
import datastream.collector.adapter.http.Actors;
import datastream.collector.adapter.http.SecondFactorRoutes;
import datastream.collector.adapter.http.SessionRoutes;
import datastream.collector.adapter.http.UserRoutes;
import datastream.collector.domain.PasswordRules;
import datastream.collector.infrastructure.mysql.Database;
import datastream.collector.infrastructure.mysql.MySqlAccountChanges;
import datastream.collector.infrastructure.mysql.MySqlAccountDirectory;
import datastream.collector.infrastructure.mysql.MySqlAccounts;
import datastream.collector.infrastructure.mysql.MySqlAttempts;
import datastream.collector.infrastructure.mysql.MySqlSessions;
import datastream.collector.infrastructure.security.Argon2PasswordHasher;
import datastream.collector.infrastructure.security.LeakedPasswords;
import datastream.collector.usecase.account.ChangePassword;
import datastream.collector.usecase.account.ContinueSession;
import datastream.collector.usecase.account.CurrentAccounts;
import datastream.collector.usecase.account.ExpireSessions;
import datastream.collector.usecase.account.FirstAccount;
import datastream.collector.usecase.account.LogIn;
import datastream.collector.usecase.account.LogInThrottle;
import datastream.collector.usecase.account.LogOut;
import datastream.collector.usecase.account.PasswordCheck;
import datastream.collector.usecase.account.RegisterAccount;
import datastream.collector.usecase.account.SessionLimits;
import datastream.collector.usecase.audit.Audit;
import datastream.security.KeyedDigest;
import datastream.security.SetupToken;
import datastream.security.TokenSecret;
import datastream.security.TokenVerifier;
import datastream.security.Tokens;
import io.javalin.config.RoutesConfig;
import java.time.Clock;

/** The part of a collector that looks after accounts, wired by hand. */
final class AccountParts implements AutoCloseable {

    private final CurrentAccounts current;
    private final FirstAccount first;
    private final LogInThrottle throttle;
    private final AccountRoutes routes;
    private final SessionRoutes sessionRoutes;
    private final ExpireSessions sessionRetention;
    private final UserRoutes users;
    private final SecondFactorRoutes secondFactorRoutes;
    private final SecondFactorParts secondFactors;

    AccountParts(CollectorConfig config, Database database, Audit audit, Clock clock) {
        Tokens tokens = new Tokens(config.secrets(), clock);
        current = new CurrentAccounts(tokens, new MySqlAccountChanges(database));
        MySqlAccounts accounts = new MySqlAccounts(database);
        Argon2PasswordHasher passwords = new Argon2PasswordHasher();
        PasswordRules rules = new PasswordRules(new LeakedPasswords());
        TokenSecret secret = config.secrets().current();
        throttle =
                new LogInThrottle(
                        new MySqlAttempts(database),
                        new KeyedDigest(secret, "failed log-ins"),
                        config.accounts().attempts());
        Actors actors = new Actors(config.accounts().proxies());
        PasswordCheck check = new PasswordCheck(accounts, passwords, throttle, audit);
        MySqlSessions sessions = new MySqlSessions(database, SessionLimits.USUAL);
        sessionRetention = new ExpireSessions(sessions);
        secondFactors = new SecondFactorParts(database, config.secrets());
        secondFactorRoutes = secondFactors.routes(accounts, check, actors, audit);
        first = new FirstAccount(accounts, new SetupToken(secret));
        routes =
                new AccountRoutes(
                        new RegisterAccount(
                                accounts,
                                rules,
                                passwords,
                                first,
                                config.accounts().registration(),
                                throttle,
                                audit),
                        new LogIn(check, secondFactors.codes(), sessions, tokens, audit),
                        new ChangePassword(accounts, check, rules, passwords, audit),
                        actors);
        sessionRoutes =
                new SessionRoutes(
                        new ContinueSession(sessions, tokens, current, audit),
                        new LogOut(sessions, current, audit),
                        actors);
        users = new UserRoutes(accounts, new MySqlAccountDirectory(database), actors);
    }

    void addTo(RoutesConfig config) {
        routes.addTo(config);
        sessionRoutes.addTo(config);
        users.addTo(config);
        secondFactorRoutes.addTo(config);
    }

    /** Knows whose tokens are to be refused. */
    TokenVerifier tokens() {
        return current;
    }

    /**
     * Must be known before a door opens.
     *
     * @throws datastream.collector.domain.StoreUnavailable when the database cannot answer now
     */
    void learn() {
        secondFactors.reseal();
        current.refresh();
        first.announce();
    }

    void start() {
        current.start();
        throttle.start();
        secondFactors.start();
        sessionRetention.start();
    }

    @Override
    public void close() {
        secondFactors.close();
        sessionRetention.close();
        throttle.close();
        current.close();
    }
}
