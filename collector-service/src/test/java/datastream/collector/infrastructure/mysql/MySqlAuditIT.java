package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import datastream.collector.domain.AccountEdit;
import datastream.collector.domain.Door;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.Page;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEntry;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditFilter;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.audit.Gathered;
import datastream.security.Principal;
import datastream.security.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The audit log over real servers. */
class MySqlAuditIT {

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

    abstract static class OnServer {

        private static final Principal SERVICE = new Principal("service", Role.ADMIN);
        private static final Actor ROOT =
                new Actor("root", Source.of("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"), Door.HTTP);
        private static final Page NEWEST_FIRST = new Page(1_000, 0, Page.Order.DESC);
        private static final long DAY_MICROS = 86_400_000_000L;

        @AutoClose private Database database;
        private MySqlAudit audit;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            audit = new MySqlAudit(database);
        }

        @Test
        void keepsEverythingAboutAnEvent() {
            AuditEvent event =
                    new AuditEvent(
                            AuditKind.PASSWORD_CHANGE_REFUSED,
                            ROOT.named("ünï\ud83c\udf21".repeat(25)),
                            "x".repeat(200),
                            "'; -- %".repeat(100));
            audit.write(List.of(new Gathered(event, 7)));
            AuditEntry kept = all().getFirst();
            assertThat(kept.event()).isEqualTo(event);
            assertThat(kept.times()).isEqualTo(7);
            assertThat(kept.lastMicros()).isEqualTo(kept.firstMicros());
            assertThat(kept.firstMicros()).isCloseTo(nowMicros(), within(DAY_MICROS / 24));
            AuditEvent bare =
                    new AuditEvent(
                            AuditKind.TOKEN_REFUSED, new Actor(null, null, Door.GRPC), null, null);
            audit.write(List.of(new Gathered(bare, 1)));
            assertThat(all().getFirst().event()).isEqualTo(bare);
        }

        @Test
        void everyKindHasItsPlace() {
            List<Gathered> one =
                    List.of(AuditKind.values()).stream()
                            .map(kind -> new Gathered(new AuditEvent(kind, ROOT, null, null), 1))
                            .toList();
            audit.write(one);
            assertThat(all())
                    .extracting(entry -> entry.event().kind())
                    .containsExactlyInAnyOrder(AuditKind.values());
        }

        /** They may fall into two minutes, not into more. */
        @Test
        void whatIsAlikeInAMinuteIsOneEntryForAllCollectors() throws Exception {
            AuditEvent event = refusal("ann", "192.0.2.7");
            AuditEvent other = refusal("bob", "192.0.2.7");
            List<Future<?>> writes = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < 40; i++) {
                    boolean even = i % 2 == 0;
                    Gathered one = new Gathered(even ? event : other, 2);
                    Gathered two = new Gathered(even ? other : event, 3);
                    writes.add(threads.submit(() -> writeUntilDone(List.of(one, two))));
                }
            }
            for (Future<?> write : writes) {
                write.get();
            }
            assertThat(all()).hasSizeBetween(2, 4);
            assertThat(all().stream().mapToLong(AuditEntry::times).sum()).isEqualTo(200);
            assertThat(all()).allMatch(entry -> entry.firstMicros() <= entry.lastMicros());
        }

        /** As the queue does that is told to try again. */
        private void writeUntilDone(List<Gathered> events) {
            boolean done = false;
            while (!done) {
                try {
                    audit.write(events);
                    done = true;
                } catch (StoreUnavailable e) {
                    Thread.onSpinWait();
                }
            }
        }

        @Test
        void findsByEachPartNewestFirst() {
            write(new AuditEvent(AuditKind.LOG_IN, actor("ann", "192.0.2.1"), "ann", null));
            write(new AuditEvent(AuditKind.LOG_IN, actor("bob", "192.0.2.2"), "bob", null));
            write(refusal("ann", "192.0.2.2"));
            write(new AuditEvent(AuditKind.ACCOUNT_DELETED, actor("bob", "::1"), "ann", null));
            assertThat(found(AuditKind.LOG_IN, null, null, null)).containsExactly(1, 0);
            assertThat(found(null, "bob", null, null)).containsExactly(3, 1);
            assertThat(found(null, null, "ann", null)).containsExactly(3, 2, 0);
            assertThat(found(null, null, null, "192.0.2.2")).containsExactly(2, 1);
            assertThat(found(null, "bob", "ann", "0::1")).containsExactly(3);
            assertThat(found(null, "Bob", null, null)).isEmpty();
            long third = all().get(1).firstMicros();
            AuditFilter before = new AuditFilter(null, null, null, null, null, third);
            assertThat(audit.find(before, NEWEST_FIRST).total()).isEqualTo(2);
            AuditFilter since = new AuditFilter(null, null, null, null, third, third + 1);
            assertThat(audit.find(since, NEWEST_FIRST).total()).isEqualTo(1);
            Slice<AuditEntry> page = audit.find(AuditFilter.ALL, new Page(2, 1, Page.Order.DESC));
            assertThat(page.data()).isEqualTo(all().subList(1, 3));
            assertThat(page.total()).isEqualTo(4);
        }

        private List<Integer> found(AuditKind kind, String actor, String account, String source) {
            Source from = source == null ? null : Source.of(source);
            AuditFilter filter = new AuditFilter(kind, actor, account, from, null, null);
            List<AuditEntry> all = all().reversed();
            return audit.find(filter, NEWEST_FIRST).data().stream().map(all::indexOf).toList();
        }

        @Test
        void forgetsTheOldestAPortionAtATime() {
            IntStream.range(0, 5).forEach(i -> write(refusal("u" + i, "192.0.2.1")));
            List<AuditEntry> before = all();
            database.write(handle ->
                    handle.execute(
                            "UPDATE audit_event SET first_at = first_at - INTERVAL 2 DAY WHERE id <= ?",
                            before.get(2).id()));
            assertThat(audit.deleteOlderThan(Duration.ofDays(3), 10)).isZero();
            assertThat(audit.deleteOlderThan(Duration.ofDays(1), 2)).isEqualTo(2);
            assertThat(audit.deleteOlderThan(Duration.ofDays(1), 2)).isEqualTo(1);
            assertThat(all()).isEqualTo(before.subList(0, 2));
        }

        @Test
        void whateverIsDoneToAnAccountIsTold() {
            MySqlAccounts accounts = new MySqlAccounts(database);
            MySqlAccountDirectory directory = new MySqlAccountDirectory(database);
            Actor nobody = actor(null, "192.0.2.1");
            assertThat(accounts.addFounder(account("root", Role.ADMIN), nobody)).isTrue();
            assertThat(accounts.addFounder(account("eve", Role.ADMIN), nobody)).isFalse();
            assertThat(accounts.add(account("ann", Role.USER), ROOT)).isTrue();
            assertThat(accounts.add(account("ann", Role.ADMIN), ROOT)).isFalse();
            directory.edit("ann", new AccountEdit(Role.VIEWER, null), SERVICE, ROOT);
            directory.edit("ann", new AccountEdit(Role.VIEWER, null), SERVICE, ROOT);
            directory.edit("ann", new AccountEdit(Role.USER, true), SERVICE, ROOT);
            directory.edit("root", new AccountEdit(Role.USER, true), SERVICE, ROOT);
            var ann = Objects.requireNonNull(accounts.find("ann"));
            assertThat(accounts.changePassword(ann, "other", ROOT)).isTrue();
            assertThat(accounts.changePassword(ann, "third", ROOT)).isFalse();
            directory.delete("ann", SERVICE, ROOT);
            directory.delete("ann", SERVICE, ROOT);
            assertThat(all().reversed())
                    .extracting(AuditEntry::event)
                    .containsExactly(
                            event(AuditKind.ACCOUNT_REGISTERED, nobody, "root", "role admin"),
                            event(AuditKind.ACCOUNT_REGISTERED, ROOT, "ann", "role user"),
                            event(
                                    AuditKind.ACCOUNT_EDITED,
                                    ROOT,
                                    "ann",
                                    "role user to role viewer"),
                            event(
                                    AuditKind.ACCOUNT_EDITED,
                                    ROOT,
                                    "ann",
                                    "role viewer to role user disabled"),
                            event(AuditKind.PASSWORD_CHANGED, ROOT, "ann", null),
                            event(AuditKind.ACCOUNT_DELETED, ROOT, "ann", "role user disabled"));
        }

        /** Both or none, and so the log cannot lack what has happened. */
        @Test
        void nothingIsDoneToAnAccountThatCannotBeTold() {
            MySqlAccounts accounts = new MySqlAccounts(database);
            MySqlAccountDirectory directory = new MySqlAccountDirectory(database);
            accounts.add(account("ann", Role.USER), ROOT);
            var ann = Objects.requireNonNull(accounts.find("ann"));
            database.write(handle -> handle.execute("RENAME TABLE audit_event TO audit_away"));
            try {
                for (Runnable act :
                        List.<Runnable>of(
                                () -> accounts.add(account("bob", Role.USER), ROOT),
                                () -> accounts.changePassword(ann, "other", ROOT),
                                () ->
                                        directory.edit(
                                                "ann",
                                                new AccountEdit(Role.ADMIN, null),
                                                SERVICE,
                                                ROOT),
                                () -> directory.delete("ann", SERVICE, ROOT))) {
                    assertThatExceptionOfType(RuntimeException.class)
                            .isThrownBy(act::run)
                            .isInstanceOfAny(StoreUnavailable.class, JdbiException.class);
                }
                assertThat(accounts.find("bob")).isNull();
                assertThat(accounts.find("ann")).isEqualTo(ann);
            } finally {
                database.write(handle -> handle.execute("RENAME TABLE audit_away TO audit_event"));
            }
        }

        private static NewAccount account(String name, Role role) {
            return new NewAccount(name, "hash of " + name, role);
        }

        private static AuditEvent event(
                AuditKind kind, Actor actor, String account, String detail) {
            return new AuditEvent(kind, actor, account, detail);
        }

        private static Actor actor(String name, String source) {
            return new Actor(name, Source.of(source), Door.HTTP);
        }

        private static AuditEvent refusal(String name, String source) {
            return new AuditEvent(
                    AuditKind.LOG_IN_REFUSED, actor(name, source), name, "wrong password");
        }

        private void write(AuditEvent event) {
            audit.write(List.of(new Gathered(event, 1)));
        }

        private List<AuditEntry> all() {
            return audit.find(AuditFilter.ALL, NEWEST_FIRST).data();
        }

        private static long nowMicros() {
            return System.currentTimeMillis() * 1_000;
        }
    }
}
