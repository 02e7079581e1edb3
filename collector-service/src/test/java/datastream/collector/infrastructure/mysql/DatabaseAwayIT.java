package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.Readings;
import datastream.embedded.EmbeddedMariaDb;
import datastream.embedded.EmbeddedMariaDbConfig;
import datastream.reading.Reading;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server that is killed, stopped, or cut off while readings are written and read. The times that
 * are printed are the ones to look at; the ones that are asserted leave room for a busy machine.
 */
@Timeout(120)
class DatabaseAwayIT {

    private static final ReadingFilter ALL = ReadingFilter.ALL;

    /** Three times what is promised. */
    private static final Duration READ_FAILS = Duration.ofSeconds(3);

    private static final Duration FIRST_COMMIT = Duration.ofSeconds(15);

    private EmbeddedMariaDb server;
    private SwallowingLink link;
    private Database database;
    private MySqlReadingWriter writer;
    private MySqlReadingStore store;
    private int written;

    @BeforeEach
    void start() throws IOException {
        Path folder = Path.of("target", "mariadb-away");
        int port = freePort();
        server =
                new EmbeddedMariaDb(
                        new EmbeddedMariaDbConfig(
                                folder, EmbeddedMariaDbConfig.in(folder).cache(), port));
        server.start();
        link = new SwallowingLink(port);
        String url = server.jdbcUrl().replace(":" + port, ":" + link.port());
        database = new Database(new DatabaseConfig(url, server.user(), server.password()));
        database.start();
        TestServers.empty(database);
        writer = new MySqlReadingWriter(database);
        store = new MySqlReadingStore(database);
        writeOne();
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (server.isAlive()) {
            signal("CONT");
        }
        link.close();
        if (database != null) {
            database.close();
        }
        server.close();
    }

    @Test
    void isBackSoonAfterTheServerWasKilled() {
        server.kill();
        await().until(() -> !server.isAlive());
        printAndAssert("read after kill -9", timeUntilReadFails(), READ_FAILS);
        await().until(() -> !database.answers());
        printAndAssert("read while it is away", timeUntilReadFails(), READ_FAILS);
        server.close();
        server.start();
        printAndAssert("first commit after the restart", timeUntilCommit(), FIRST_COMMIT);
        await().until(database::answers);
        printAndAssert("first read after that commit", timeUntilAllIsRead(), FIRST_COMMIT);
    }

    @Test
    void freesReadersOfAStoppedServerAndLosesNoWrite() throws Exception {
        CompletableFuture<Long> reading =
                CompletableFuture.supplyAsync(this::longQuery, Thread::startVirtualThread);
        await().until(() -> running("SLEEP(12)") == 1);
        signal("STOP");
        long stopped = System.nanoTime();
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(this::writeUntilCommitted, Thread::startVirtualThread);
        assertThatThrownBy(reading::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreUnavailable.class);
        printAndAssert("read in progress at SIGSTOP", since(stopped), READ_FAILS);
        printAndAssert("read while it is stopped", timeUntilReadFails(), READ_FAILS);
        assertThat(writing).isNotDone();
        signal("CONT");
        long continued = System.nanoTime();
        writing.get();
        printAndAssert("pending commit after SIGCONT", since(continued), FIRST_COMMIT);
        printAndAssert("first read after that commit", timeUntilAllIsRead(), FIRST_COMMIT);
    }

    @Test
    void leavesConnectionsThatTheLinkHasSwallowed() throws Exception {
        CompletableFuture<Long> reading =
                CompletableFuture.supplyAsync(this::longQuery, Thread::startVirtualThread);
        await().until(() -> running("SLEEP(12)") == 1);
        link.fallSilent();
        long silent = System.nanoTime();
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(this::writeUntilCommitted, Thread::startVirtualThread);
        assertThatThrownBy(reading::get).hasCauseInstanceOf(StoreUnavailable.class);
        printAndAssert("read in progress as the link falls silent", since(silent), READ_FAILS);
        printAndAssert("read while it is silent", timeUntilReadFails(), READ_FAILS);
        link.recover();
        long recovered = System.nanoTime();
        writing.get();
        printAndAssert("first commit after the link is back", since(recovered), FIRST_COMMIT);
        printAndAssert("first read after that commit", timeUntilAllIsRead(), FIRST_COMMIT);
    }

    /** It stands for another that has taken its place: behind a proxy, connections outlive that. */
    @Test
    void looksSensorsUpAnewWhenTheServerIsBack() throws Exception {
        LostSensors.giveTheirIdsToOthers(database);
        signal("STOP");
        await().until(() -> !database.answers());
        signal("CONT");
        await().until(database::answers);
        writeUntilCommitted();
        LostSensors.assertStoredUnderItsOwn(database, Readings.ROOM_1);
    }

    @Test
    void leavesALongQueryAloneWhileTheDatabaseLives() {
        long start = System.nanoTime();
        database.queries()
                .run(handle -> handle.createQuery("SELECT SLEEP(4)").mapTo(Long.class).one());
        assertThat(since(start)).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void isReadyThoughEveryConnectionForQueriesIsBusy() {
        List<CompletableFuture<Long>> busy =
                IntStream.range(0, 8)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(
                                        this::longQueryOnceConnected, Thread::startVirtualThread))
                        .toList();
        await().atMost(Duration.ofSeconds(11)).until(() -> running("SLEEP(12)") == 8);
        assertThatThrownBy(() -> store.count(ALL)).isInstanceOf(StoreUnavailable.class);
        assertThat(database.answers()).isTrue();
        assertThat(busy).noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    /** The pool makes its connections one by one, and on a busy machine one may come too late. */
    private long longQueryOnceConnected() {
        while (true) {
            try {
                return longQuery();
            } catch (StoreUnavailable e) {
                if (!database.answers()) {
                    throw e;
                }
            }
        }
    }

    private long longQuery() {
        return database.queries()
                .run(handle -> handle.createQuery("SELECT SLEEP(12)").mapTo(Long.class).one());
    }

    /** How many statements with this text the server works on. */
    private int running(String text) {
        return database.write(handle ->
                handle.createQuery(
                                "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE CONCAT('SELECT ', :text)")
                        .bind("text", text)
                        .mapTo(Integer.class)
                        .one());
    }

    private void writeOne() {
        List<Reading> one = List.of(Readings.of(Readings.ROOM_1, written, written));
        writer.append(one);
        written++;
    }

    /** As a lane does it. */
    private void writeUntilCommitted() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(StoreUnavailable.class)
                .until(() -> {
                    writeOne();
                    return true;
                });
    }

    private Duration timeUntilCommit() {
        long start = System.nanoTime();
        writeUntilCommitted();
        return since(start);
    }

    private Duration timeUntilAllIsRead() {
        long start = System.nanoTime();
        await().ignoreExceptionsInstanceOf(StoreUnavailable.class)
                .until(() -> store.count(ALL) == written);
        return since(start);
    }

    private Duration timeUntilReadFails() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> store.count(ALL)).isInstanceOf(StoreUnavailable.class);
        return since(start);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void printAndAssert(String what, Duration time, Duration most) {
        System.out.printf("[away] %s: %d ms%n", what, time.toMillis());
        assertThat(time).as(what).isLessThan(most);
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid()))
                        .inheritIO()
                        .start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
