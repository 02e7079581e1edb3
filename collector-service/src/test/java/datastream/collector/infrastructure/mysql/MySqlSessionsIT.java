package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Account;
import datastream.collector.domain.AccountEdit;
import datastream.collector.domain.Door;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.account.AccountChanges.CutOff;
import datastream.collector.usecase.account.AccountDirectory;
import datastream.collector.usecase.account.Accounts;
import datastream.collector.usecase.account.SessionLimits;
import datastream.collector.usecase.account.Sessions;
import datastream.security.AccountGeneration;
import datastream.security.Principal;
import datastream.security.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sessions over real servers. */
class MySqlSessionsIT {

    @Nested
    class OnMariaDb extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mariaDb();
        }
    }

    @Nested
    class OnMySql extends OnServer {
        @Override
        DatabaseConfig server() {
            return TestServers.mySql();
        }
    }

    abstract static class OnServer extends SessionsContract {

        private static final String ADD =
                """
                INSERT INTO login_session (account_id, generation, family_hash, token_hash,
                    created_at, last_used_at, expires_at, ended_at)
                VALUES (1, 0, UNHEX(SHA2(UUID(), 256)), REPEAT('t', 32), '2026-01-01', '2026-01-01',
                    UTC_TIMESTAMP(6) - INTERVAL :minutes MINUTE,
                    UTC_TIMESTAMP(6) - INTERVAL :minutes MINUTE)
                """;

        private static final Actor NOBODY = Actor.unknown(Source.UNKNOWN, Door.HTTP);
        private static final SecureRandom RANDOM = new SecureRandom();

        @AutoClose private Database database;
        @AutoClose private Database second;
        private boolean turn;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            second = new Database(server());
            second.start();
        }

        @Override
        Accounts accounts() {
            return new MySqlAccounts(database);
        }

        @Override
        Sessions sessions(SessionLimits limits) {
            turn = !turn;
            return new MySqlSessions(turn ? database : second, limits);
        }

        @Test
        void areDeletedInPortionsTwoHoursAfterTheirEnd() {
            add(121, 1_500);
            add(119, 7);
            Sessions sessions = sessions(SessionLimits.USUAL);
            assertThat(sessions.deleteSome()).isTrue();
            assertThat(count()).isEqualTo(507);
            assertThat(sessions.deleteSome()).isFalse();
            assertThat(count()).isEqualTo(7);
        }

        @Test
        void areToldAsEndedForAsLongAsIsAsked() {
            add(70, 1);
            add(20, 2);
            CutOff lately = new MySqlAccountChanges(database).within(Duration.ofHours(1));
            assertThat(lately.sessions()).hasSize(2);
            assertThat(lately.accounts()).isEmpty();
        }

        @Test
        void areNotToldAsEndedWhenTheyWereTooManyButWhenTheyHaveLoggedOut() {
            assertThat(accounts().add(new NewAccount("ann", "hash", Role.USER), NOBODY)).isTrue();
            Account ann = accounts().find("ann");
            Sessions one = sessions(new SessionLimits(Duration.ofDays(7), Duration.ofDays(30), 1));
            Session first = one.begin(ann, RefreshToken.first(RANDOM));
            one.begin(ann, RefreshToken.first(RANDOM));
            assertThat(endedLately()).isEmpty();
            one.end(first.id());
            assertThat(endedLately()).containsExactly(first.id());
        }

        @Test
        void whoseIsEndedChangesNoAccountFromThatMomentOn() {
            Accounts accounts = accounts();
            assertThat(accounts.addFounder(new NewAccount("ann", "hash", Role.ADMIN), NOBODY))
                    .isTrue();
            assertThat(accounts.add(new NewAccount("bob", "hash", Role.USER), NOBODY)).isTrue();
            AccountDirectory directory = new MySqlAccountDirectory(second);
            Account ann = accounts.find("ann");
            Sessions two = sessions(new SessionLimits(Duration.ofDays(7), Duration.ofDays(30), 2));
            Principal surplus = begin(two, ann);
            Principal ended = begin(two, ann);
            Principal going = begin(two, ann);
            two.end(ended.session());
            assertThat(accounts.isCurrent(surplus)).isTrue();
            assertThat(accounts.isCurrent(going)).isTrue();
            assertThat(accounts.isCurrent(ended)).isFalse();
            AccountEdit edit = new AccountEdit(Role.VIEWER, null);
            assertThat(directory.edit("bob", edit, ended, NOBODY))
                    .isInstanceOf(AccountDirectory.Outcome.CutOff.class);
            assertThat(directory.delete("bob", ended, NOBODY))
                    .isInstanceOf(AccountDirectory.Outcome.CutOff.class);
            assertThat(accounts.find("bob").role()).isEqualTo(Role.USER);
            assertThat(directory.edit("bob", edit, surplus, NOBODY))
                    .isInstanceOf(AccountDirectory.Outcome.Done.class);
            assertThat(directory.delete("bob", going, NOBODY))
                    .isInstanceOf(AccountDirectory.Outcome.Done.class);
        }

        private static Principal begin(Sessions sessions, Account account) {
            Session session = sessions.begin(account, RefreshToken.first(RANDOM));
            AccountGeneration made = new AccountGeneration(account.id(), account.generation());
            return new Principal(account.username(), account.role(), made, session.id());
        }

        private Set<Long> endedLately() {
            return new MySqlAccountChanges(database).within(Duration.ofHours(1)).sessions();
        }

        private void add(int minutesAgo, int rows) {
            database.write(handle -> {
                PreparedBatch batch = handle.prepareBatch(ADD);
                for (int i = 0; i < rows; i++) {
                    batch.bind("minutes", minutesAgo).add();
                }
                return batch.execute().length;
            });
        }

        private long count() {
            return database.write(handle ->
                    handle.createQuery("SELECT COUNT(*) FROM login_session")
                            .mapTo(Long.class)
                            .one());
        }
    }
}
