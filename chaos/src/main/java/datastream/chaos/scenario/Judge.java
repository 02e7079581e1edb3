package datastream.chaos.scenario;

import datastream.chaos.journal.Answer;
import datastream.chaos.journal.Ledger;
import datastream.chaos.process.Door;
import datastream.chaos.process.SenderOrder;
import datastream.chaos.process.SenderProcess;
import datastream.chaos.verdict.Verdict;
import datastream.chaos.verdict.VerdictReader;
import datastream.reading.Sensor;
import datastream.testbed.HarnessFailure;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Compares the table with all journals of one scenario. Not thread-safe. */
final class Judge {

    private static final Duration REST = Duration.ofMillis(500);

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

    /** What these senders did counts too. */
    void follow(Collection<SenderProcess> senders) {
        senders.stream().map(SenderProcess::journal).filter(Files::exists).forEach(ledger::follow);
    }

    /** Compares all that was ever attempted with all that is stored. Nobody may send meanwhile. */
    Verdict compare(Collection<SenderProcess> senders) {
        catchUp(senders);
        try {
            return table().compare(ledger);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** What may help to understand what {@link #compare} has just found; lines for people. */
    List<String> evidence() {
        try {
            return table().evidence(ledger);
        } catch (SQLException e) {
            return List.of("No more is known, since the table cannot be read: " + e.getMessage());
        }
    }

    /** How many readings the collector itself acknowledged, over any door, without having them. */
    long missingOfTheCollector(Collection<SenderProcess> senders) {
        List<String> byBroker = prefixes(senders);
        return missing(senders, sensor -> !byBroker.contains(sensor.id1()));
    }

    /**
     * Waits until what the broker has acknowledged is stored: it may still be on its way from
     * there. Whether it came, {@link #compare} tells.
     */
    void awaitTheBrokers(Collection<SenderProcess> senders, Duration patience)
            throws InterruptedException {
        List<String> byBroker = prefixes(senders);
        long deadline = System.nanoTime() + patience.toNanos();
        while (missing(senders, sensor -> byBroker.contains(sensor.id1())) > 0
                && System.nanoTime() < deadline) {
            Thread.sleep(REST);
        }
    }

    private long missing(Collection<SenderProcess> senders, Predicate<Sensor> which) {
        catchUp(senders);
        try {
            return table().missing(ledger, which);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static List<String> prefixes(Collection<SenderProcess> senders) {
        return senders.stream()
                .map(SenderProcess::order)
                .filter(order -> order.door() == Door.MQTT_PUBACK)
                .map(SenderOrder::prefix)
                .toList();
    }

    private void catchUp(Collection<SenderProcess> senders) {
        follow(senders);
        ledger.catchUp();
    }

    /** Whether something came into quarantine so many times, in that time. */
    boolean awaitQuarantined(long times, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (quarantined() < times) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(REST);
        }
        return true;
    }

    /** How often something came into quarantine so far. */
    long quarantined() {
        try {
            return table().quarantined();
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

    /** The HTTP requests of a compared sender that draining collectors left unanswered. */
    List<String> brokenByDrains(SenderProcess sender) {
        if (sender.order().door() != Door.HTTP || !Files.exists(sender.journal())) {
            return List.of();
        }
        List<Answer> answers = ledger.answers(sender.journal());
        return drains.stream()
                .filter(drain -> sender.order().ports().contains(drain.httpPort()))
                .flatMap(drain -> answers.stream().filter(drain::broke).map(drain::tell))
                .toList();
    }
}
