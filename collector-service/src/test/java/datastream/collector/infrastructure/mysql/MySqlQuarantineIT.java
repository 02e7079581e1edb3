package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Door;
import datastream.collector.domain.Page;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.fake.Readings;
import datastream.collector.usecase.ingest.Quarantine;
import datastream.collector.usecase.quarantine.QuarantineStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The quarantine over real servers. */
class MySqlQuarantineIT {

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

    abstract static class OnServer extends QuarantineContract {

        private static final int WRITERS = 4;
        private static final int ROUNDS = 20;

        @AutoClose private Database database;
        private MySqlQuarantine quarantine;
        private MySqlQuarantineStore store;

        abstract DatabaseConfig server();

        @BeforeEach
        void open() {
            database = TestServers.openEmpty(server());
            quarantine = new MySqlQuarantine(database);
            store = new MySqlQuarantineStore(database);
        }

        @Override
        protected Quarantine quarantine() {
            return quarantine;
        }

        @Override
        protected QuarantineStore store() {
            return store;
        }

        @Test
        void halfACharacterIsKeptAsAReplacement() {
            quarantine.keep(List.of(sent("a\ud83cb"), sent("a")));
            assertThat(store.get(store.ids(QuarantineFilter.ALL, new Page(9, 0, Page.Order.ASC))))
                    .extracting(entry -> entry.latest().content())
                    .containsExactlyInAnyOrder("a\ufffdb", "a");
        }

        /** As collectors do that are sent the same: each is told to try again, and adds up. */
        @Test
        void manyWritersOfTheSameContentsAddUp() throws Exception {
            List<Callable<Void>> writers =
                    IntStream.range(0, WRITERS)
                            .<Callable<Void>>mapToObj(i -> () -> keepShuffled(new Random(i)))
                            .toList();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Void> writer : threads.invokeAll(writers)) {
                    writer.get();
                }
            }
            List<Long> ids = store.ids(QuarantineFilter.ALL, new Page(1_000, 0, Page.Order.ASC));
            assertThat(store.get(ids))
                    .hasSize(200)
                    .allMatch(entry -> entry.times() == WRITERS * ROUNDS);
        }

        private Void keepShuffled(Random random) {
            List<Quarantined> contents =
                    new ArrayList<>(
                            IntStream.range(0, 200).mapToObj(i -> sent("content " + i)).toList());
            for (int round = 0; round < ROUNDS; round++) {
                Collections.shuffle(contents, random);
                keepUntilCommitted(contents);
            }
            return null;
        }

        private void keepUntilCommitted(List<Quarantined> contents) {
            while (true) {
                try {
                    quarantine.keep(contents);
                    return;
                } catch (StoreUnavailable e) {
                    // A deadlock that the server has broken.
                }
            }
        }

        private static Quarantined sent(String content) {
            return new Quarantined(
                    Door.HTTP, Quarantined.Reason.INVALID, "", "bad", content, true, Readings.BASE);
        }
    }
}
