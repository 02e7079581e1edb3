package datastream.chaos.scenario;

import datastream.chaos.journal.Ledger;
import datastream.chaos.process.Door;
import datastream.chaos.process.HarnessFailure;
import datastream.chaos.process.SenderProcess;
import datastream.chaos.verdict.Verdict;
import datastream.chaos.verdict.VerdictReader;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Compares the table with all journals of one scenario. Not thread-safe. */
final class Judge {

    private static final Duration REST = Duration.ofSeconds(3);

    private final Servers servers;
    private final Ledger ledger = new Ledger();
    private final List<Drain> drains = new ArrayList<>();

    Judge(Servers servers) {
        this.servers = servers;
    }

    /** These senders are dead: what they were not told yet may be stored or not. */
    void senderKilled(SenderProcess sender) {
        if (Files.exists(sender.journal())) {
            ledger.senderKilled(sender.journal());
        }
    }

    /** From now on a collector drains. */
    void draining(Drain drain) {
        drains.add(drain);
    }

    /** Compares all that was ever attempted with all that is stored. Nobody may send meanwhile. */
    Verdict compare(Collection<SenderProcess> senders) {
        senders.stream().map(SenderProcess::journal).filter(Files::exists).forEach(ledger::follow);
        ledger.catchUp();
        try {
            return table().compare(ledger, Instant.EPOCH);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Waits until the table grows no more: what a broker has acknowledged may still be on its way
     * from there.
     */
    void awaitRest(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            long before = -1;
            long now = table().stored();
            while (now != before && System.nanoTime() < deadline) {
                Thread.sleep(REST);
                before = now;
                now = table().stored();
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private VerdictReader table() {
        var database = servers.database();
        return new VerdictReader(database.jdbcUrl(), database.user(), database.password());
    }

    private static HarnessFailure unreadable(SQLException e) {
        return new HarnessFailure("The table cannot be read: " + e.getMessage(), e);
    }

    /** How many HTTP requests of a compared sender a draining collector left unanswered. */
    long brokenByDrains(SenderProcess sender) {
        if (sender.order().door() != Door.HTTP || !Files.exists(sender.journal())) {
            return 0;
        }
        return ledger.answers(sender.journal()).stream()
                .filter(answer ->
                        drains.stream()
                                .filter(drain -> sender.order().ports().contains(drain.httpPort()))
                                .anyMatch(drain -> drain.broke(answer)))
                .count();
    }
}
