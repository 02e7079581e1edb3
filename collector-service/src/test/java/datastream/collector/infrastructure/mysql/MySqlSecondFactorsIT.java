package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import datastream.collector.domain.Account;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.Page;
import datastream.collector.domain.audit.AuditEntry;
import datastream.collector.domain.audit.AuditFilter;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.usecase.account.AccountDirectory;
import datastream.collector.usecase.account.Accounts;
import datastream.collector.usecase.account.SecondFactors;
import datastream.security.AccountGeneration;
import datastream.security.Principal;
import datastream.security.Role;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Second factors over real servers. */
class MySqlSecondFactorsIT {

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

    abstract static class OnServer extends SecondFactorsContract {

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
        SecondFactors factors() {
            turn = !turn;
            return new MySqlSecondFactors(turn ? database : second);
        }

        /** The servers here have the clock of the tests. */
        @Test
        void theDatabaseTellsTheTime() {
            Account ann = on("ann");
            assertThat(factors().find(ann.id()).second())
                    .isCloseTo(Instant.now().getEpochSecond(), within(60L));
        }

        @Test
        void whatIsDoneStandsInTheAuditLog() {
            Account ann = on("ann");
            assertThat(factors().take(ann, CODES.getFirst(), NOBODY)).isTrue();
            assertThat(factors().turnOff(ann, "by an administrator", NOBODY)).isTrue();
            List<AuditEntry> entries =
                    new MySqlAudit(database)
                            .find(AuditFilter.ALL, new Page(100, 0, Page.Order.ASC))
                            .data();
            assertThat(entries)
                    .extracting(entry -> entry.event().kind(), entry -> entry.event().detail())
                    .containsExactly(
                            tuple(AuditKind.ACCOUNT_REGISTERED, "role user"),
                            tuple(AuditKind.SECOND_FACTOR_ON, null),
                            tuple(AuditKind.RECOVERY_CODE_USED, CODES.size() - 1 + " left"),
                            tuple(AuditKind.SECOND_FACTOR_OFF, "by an administrator"));
        }

        @Test
        void nothingIsLeftOfADeletedAccount() {
            assertThat(accounts().addFounder(new NewAccount("root", "hash", Role.ADMIN), NOBODY))
                    .isTrue();
            Account root = accounts().find("root");
            Account ann = on("ann");
            AccountGeneration made = new AccountGeneration(root.id(), root.generation());
            Principal by = new Principal("root", Role.ADMIN, made, null);
            assertThat(new MySqlAccountDirectory(database).delete("ann", by, NOBODY))
                    .isInstanceOf(AccountDirectory.Outcome.Done.class);
            assertThat(factors().recoveryCodes(ann.id())).isZero();
            assertThat(factors().find(ann.id())).isNull();
        }
    }
}
