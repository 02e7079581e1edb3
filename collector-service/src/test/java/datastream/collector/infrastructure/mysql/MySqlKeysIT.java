package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Account;
import datastream.collector.domain.ApiKey;
import datastream.collector.domain.Door;
import datastream.collector.domain.KeyTerms;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.Page;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoredKey;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEntry;
import datastream.collector.domain.audit.AuditFilter;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.usecase.account.SessionLimits;
import datastream.collector.usecase.key.GoodKey;
import datastream.collector.usecase.key.KeyDirectory.Outcome;
import datastream.collector.usecase.key.KeyLimits;
import datastream.reading.SensorScope;
import datastream.reading.Timestamps;
import datastream.security.AccountGeneration;
import datastream.security.Permission;
import datastream.security.Principal;
import datastream.security.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** API keys over real servers. */
class MySqlKeysIT {

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

        private static final Actor ROOT = new Actor("root", Source.of("192.0.2.7"), Door.HTTP);

        /** Of no account. */
        private static final Principal SERVICE = new Principal("root", Role.ADMIN);

        private static final Set<Permission> READ = Set.of(Permission.READ);
        private static final Page ALL = new Page(100, 0, Page.Order.ASC);
        private static final SecureRandom RANDOM = new SecureRandom();

        @AutoClose private Database database;
        @AutoClose private Database second;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            second = new Database(server());
            second.start();
        }

        private MySqlKeyDirectory directory() {
            return new MySqlKeyDirectory(database, KeyLimits.USUAL);
        }

        private MySqlGoodKeys goodKeys() {
            return new MySqlGoodKeys(second);
        }

        @Test
        void aKeyComesBackAsItWasMade() {
            ApiKey key = ApiKey.random(RANDOM);
            SensorScope scope = new SensorScope(Set.of("co2", "light"), Set.of("ROOM", "HALL"));
            long expiry = Timestamps.toMicros(Instant.parse("2999-01-02T03:04:05.000006Z"));
            KeyTerms terms =
                    new KeyTerms(
                            "boiler", Set.of(Permission.INGEST, Permission.READ), scope, expiry);
            StoredKey made = done(directory().create(key, terms, SERVICE, ROOT));
            assertThat(made.terms()).isEqualTo(terms);
            assertThat(made.hint()).isEqualTo(key.hint());
            assertThat(made.createdBy()).isEqualTo("root");
            assertThat(made.createdMicros())
                    .isCloseTo(Timestamps.toMicros(Instant.now()), Offset.offset(60_000_000L));
            assertThat(made.revokedMicros()).isNull();
            assertThat(made.lastUsedMicros()).isNull();
            assertThat(directory().find(made.id())).isEqualTo(made);
            assertThat(directory().find(made.id() + 1)).isNull();
            assertThat(directory().find(ALL)).isEqualTo(new Slice<>(List.of(made), 1));
            GoodKey good = goodKeys().all().keys().getFirst();
            assertThat(good.hash()).isEqualTo(key.hash());
            assertThat(good).isEqualTo(GoodKey.of(made.id(), key.hash(), terms));
        }

        @Test
        void theLongestLimitsFit() {
            Set<String> types = new TreeSet<>();
            Set<String> prefixes = new TreeSet<>();
            for (int i = 0; i < SensorScope.MOST_VALUES; i++) {
                types.add("t".repeat(48) + (10 + i));
                prefixes.add("P".repeat(31) + (char) ('A' + i));
            }
            KeyTerms terms =
                    new KeyTerms("n".repeat(64), READ, new SensorScope(types, prefixes), null);
            assertThat(done(make(terms)).terms()).isEqualTo(terms);
        }

        @Test
        void areFoundByNamePageByPage() {
            for (String name : List.of("b", "a", "C", "d")) {
                done(make(terms(name)));
            }
            Slice<StoredKey> page = directory().find(new Page(2, 1, Page.Order.ASC));
            assertThat(page.total()).isEqualTo(4);
            assertThat(page.data()).extracting(key -> key.terms().name()).containsExactly("a", "b");
        }

        @Test
        void eachChangeIsToldAndNothingElse() {
            long before = goodKeys().version();
            StoredKey key = done(make(terms("boiler")));
            long made = goodKeys().version();
            assertThat(made).isNotEqualTo(before);
            goodKeys().used(Set.of(key.id()));
            assertThat(make(terms("boiler"))).isEqualTo(new Outcome.NameTaken());
            assertThat(goodKeys().version()).isEqualTo(made);
            assertThat(goodKeys().all().version()).isEqualTo(made);
            done(directory().revoke(key.id(), SERVICE, ROOT));
            long revoked = goodKeys().version();
            assertThat(revoked).isNotEqualTo(made);
            assertThat(goodKeys().all().keys()).isEmpty();
            done(directory().revoke(key.id(), SERVICE, ROOT));
            assertThat(goodKeys().version()).isEqualTo(revoked);
        }

        @Test
        void revokedOnceAKeyStaysSoWithItsTimeAndItsName() {
            StoredKey key = done(make(terms("boiler")));
            StoredKey revoked = done(directory().revoke(key.id(), SERVICE, ROOT));
            assertThat(revoked.revokedMicros()).isNotNull();
            assertThat(done(directory().revoke(key.id(), SERVICE, ROOT))).isEqualTo(revoked);
            assertThat(directory().find(ALL).data()).containsExactly(revoked);
            assertThat(make(terms("boiler"))).isEqualTo(new Outcome.NameTaken());
            assertThat(directory().revoke(key.id() + 1, SERVICE, ROOT))
                    .isEqualTo(new Outcome.NotThere());
        }

        @Test
        void whatHasExpiredIsNotGoodAndMakesRoom() {
            MySqlKeyDirectory two = limited(2);
            StoredKey first = done(create(two, "one"));
            done(create(two, "two"));
            assertThat(create(two, "three")).isEqualTo(new Outcome.TooMany(2));
            set(first, "expires_at", "0 SECOND");
            assertThat(goodKeys().all().keys())
                    .extracting(key -> key.principal().name())
                    .containsExactly("key two");
            StoredKey three = done(create(two, "three"));
            assertThat(create(two, "four")).isEqualTo(new Outcome.TooMany(2));
            done(two.revoke(three.id(), SERVICE, ROOT));
            done(create(two, "four"));
        }

        /** Whoever comes, and by whichever collector: exactly as many as there may be. */
        @Test
        void theLimitIsExactAcrossCollectors() throws Exception {
            List<Callable<Outcome>> wishes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Database by = i % 2 == 0 ? database : second;
                KeyTerms terms = terms("key" + i);
                wishes.add(() ->
                        new MySqlKeyDirectory(by, new KeyLimits(10, Duration.ofDays(1)))
                                .create(ApiKey.random(RANDOM), terms, SERVICE, ROOT));
            }
            assertThat(all(wishes).stream().filter(Outcome.Done.class::isInstance)).hasSize(10);
            assertThat(goodKeys().all().keys()).hasSize(10);
        }

        @Test
        void ofThoseWhoWantTheSameNameOneGetsIt() throws Exception {
            List<Callable<Outcome>> wishes = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Database by = i % 2 == 0 ? database : second;
                wishes.add(() ->
                        new MySqlKeyDirectory(by, KeyLimits.USUAL)
                                .create(ApiKey.random(RANDOM), terms("boiler"), SERVICE, ROOT));
            }
            List<Outcome> outcomes = all(wishes);
            assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
            assertThat(outcomes.stream().filter(Outcome.NameTaken.class::isInstance)).hasSize(11);
        }

        private static List<Outcome> all(List<Callable<Outcome>> wishes) throws Exception {
            List<Outcome> outcomes = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
                for (Future<Outcome> outcome : threads.invokeAll(wishes)) {
                    outcomes.add(outcome.get());
                }
            }
            return outcomes;
        }

        @Test
        void whoIsNoAdministratorAnyMoreChangesNothing() {
            MySqlAccounts accounts = new MySqlAccounts(database);
            accounts.add(new NewAccount("root", "hash", Role.ADMIN), ROOT);
            accounts.add(new NewAccount("ruth", "hash", Role.ADMIN), ROOT);
            Account root = accounts.find("root");
            Principal by = administrator(root.id(), root.generation());
            ApiKey key = ApiKey.random(RANDOM);
            StoredKey made = done(directory().create(key, terms("boiler"), by, ROOT));
            change("UPDATE users SET disabled = TRUE WHERE username = 'root'");
            assertThat(directory().create(ApiKey.random(RANDOM), terms("b"), by, ROOT))
                    .isEqualTo(new Outcome.CutOff());
            assertThat(directory().revoke(made.id(), by, ROOT)).isEqualTo(new Outcome.CutOff());
            Account ruth = accounts.find("ruth");
            assertThat(
                            directory()
                                    .create(
                                            ApiKey.random(RANDOM),
                                            terms("c"),
                                            administrator(ruth.id(), 5),
                                            ROOT))
                    .isEqualTo(new Outcome.CutOff());
            change("DELETE FROM users WHERE username = 'root'");
            assertThat(goodKeys().all().keys()).as("it stays").hasSize(1);
            assertThat(directory().find(made.id())).isEqualTo(made);
        }

        @Test
        void whoHasLoggedOutMakesAndRevokesNone() {
            MySqlAccounts accounts = new MySqlAccounts(database);
            accounts.add(new NewAccount("root", "hash", Role.ADMIN), ROOT);
            Account root = accounts.find("root");
            MySqlSessions sessions = new MySqlSessions(database, SessionLimits.USUAL);
            Session session = sessions.begin(root, RefreshToken.first(RANDOM));
            AccountGeneration made = new AccountGeneration(root.id(), root.generation());
            Principal by = new Principal("root", Role.ADMIN, made, session.id());
            StoredKey key = done(directory().create(ApiKey.random(RANDOM), terms("a"), by, ROOT));
            sessions.end(session.id());
            assertThat(directory().create(ApiKey.random(RANDOM), terms("b"), by, ROOT))
                    .isEqualTo(new Outcome.CutOff());
            assertThat(directory().revoke(key.id(), by, ROOT)).isEqualTo(new Outcome.CutOff());
        }

        @Test
        void changesStandInTheAuditLog() {
            ApiKey key = ApiKey.random(RANDOM);
            SensorScope rooms = new SensorScope(Set.of(), Set.of("ROOM"));
            StoredKey made =
                    done(
                            directory()
                                    .create(
                                            key,
                                            new KeyTerms("boiler", READ, rooms, null),
                                            SERVICE,
                                            ROOT));
            done(directory().revoke(made.id(), SERVICE, ROOT));
            done(directory().revoke(made.id(), SERVICE, ROOT));
            make(terms("boiler"));
            List<AuditEntry> log = new MySqlAudit(database).find(AuditFilter.ALL, ALL).data();
            assertThat(log)
                    .extracting(entry -> entry.event().kind())
                    .containsExactly(AuditKind.KEY_CREATED, AuditKind.KEY_REVOKED);
            for (AuditEntry entry : log) {
                assertThat(entry.event().actor()).isEqualTo(ROOT);
                assertThat(entry.event().account()).isEqualTo("key boiler");
                assertThat(entry.event().detail()).isEqualTo("read, id1 from ROOM");
            }
        }

        @Test
        void whatIsOverIsDeletedAfterItsRetention() {
            StoredKey revoked = done(make(terms("revoked")));
            StoredKey expired = done(make(terms("expired")));
            StoredKey lately = done(make(terms("lately")));
            StoredKey good = done(make(terms("good")));
            set(revoked, "revoked_at", "91 DAY");
            set(expired, "expires_at", "91 DAY");
            set(lately, "revoked_at", "89 DAY");
            while (directory().deleteSome()) {
                // On.
            }
            assertThat(directory().find(ALL).data())
                    .extracting(StoredKey::id)
                    .containsExactly(good.id(), lately.id());
        }

        @Test
        void isToldWhenItWasUsed() {
            StoredKey used = done(make(terms("used")));
            StoredKey other = done(make(terms("other")));
            goodKeys().used(Set.of(used.id(), 4711L));
            assertThat(directory().find(used.id()).lastUsedMicros())
                    .isGreaterThanOrEqualTo(used.createdMicros());
            assertThat(directory().find(other.id()).lastUsedMicros()).isNull();
        }

        private static Principal administrator(int id, long generation) {
            return new Principal("root", Role.ADMIN, new AccountGeneration(id, generation), null);
        }

        private MySqlKeyDirectory limited(int most) {
            return new MySqlKeyDirectory(database, new KeyLimits(most, Duration.ofDays(1)));
        }

        private static Outcome create(MySqlKeyDirectory directory, String name) {
            return directory.create(ApiKey.random(RANDOM), terms(name), SERVICE, ROOT);
        }

        private Outcome make(KeyTerms terms) {
            return directory().create(ApiKey.random(RANDOM), terms, SERVICE, ROOT);
        }

        private static KeyTerms terms(String name) {
            return new KeyTerms(name, READ, SensorScope.UNLIMITED, null);
        }

        private static StoredKey done(Outcome outcome) {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            return ((Outcome.Done) outcome).key();
        }

        private void change(String sql) {
            int rows = database.write(handle -> handle.execute(sql));
            assertThat(rows).isEqualTo(1);
        }

        private void set(StoredKey key, String column, String ago) {
            int rows =
                    database.write(handle ->
                            handle.execute(
                                    "UPDATE api_key SET "
                                            + column
                                            + " = UTC_TIMESTAMP(6) - INTERVAL "
                                            + ago
                                            + " WHERE id = ?",
                                    key.id()));
            assertThat(rows).isEqualTo(1);
        }
    }
}
