package datastream.chaos.scenario;

import static java.util.stream.Collectors.joining;

import datastream.chaos.process.Door;
import datastream.chaos.process.SenderProcess;
import datastream.chaos.verdict.Verdict;
import datastream.testbed.Closing;
import datastream.testbed.CollectorProcess;
import datastream.testbed.HarnessFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Everything that runs in one scenario, and the means to break it, to wait until it works again and
 * to compare the table with the journals. Not thread-safe.
 */
public final class Stage implements AutoCloseable {

    /** Of requests that were left unanswered. */
    private static final int MOST_TOLD = 10;

    /** Fewer acknowledgements over one door than this for each fault say nothing. */
    private static final int LEAST_PER_FAULT = 10;

    private static final Duration CALM_LEAST = Duration.ofMillis(300);
    private static final Duration CALM_MOST = Duration.ofMillis(1_500);

    /** A sender may have a long row of malformed readings to get rid of first. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);

    private static final Duration STANDSTILL_PATIENCE = Duration.ofSeconds(30);

    /** When the last repair is long past: time enough for what was sent a moment ago. */
    private static final Duration LEAST_DRAIN = Duration.ofSeconds(10);

    private static final double MOST_LIVE_HEAP = 0.8;

    private final StagePlan plan;
    private final @Nullable SmallDisk disk;
    private final Servers servers;
    private final Load load;
    private final SenderLaunch launch;
    private final Judge judge;
    private final Progress progress;
    private final Tally tally = new Tally();

    private long lastRepair = System.nanoTime();
    private Map<Door, Long> beforeFaults = Map.of();
    private boolean faultsSinceStart;
    private long quarantinedBefore;

    /**
     * @param disk where the database lies; null for the plan's own folder
     */
    Stage(StagePlan plan, @Nullable SmallDisk disk) {
        this.plan = plan;
        this.disk = disk;
        Path secretFile = plan.folder().resolve("secret");
        Path database = (disk == null ? plan.folder() : disk.folder()).resolve("database");
        servers = new Servers(plan, database, secret(secretFile, plan.seed()));
        load = new Load(plan.folder(), secretFile, plan.startCache());
        launch = new SenderLaunch(plan, servers, load);
        judge = new Judge(servers);
        progress = new Progress(load);
    }

    /** A secret for this run only. */
    private static String secret(Path file, long seed) {
        byte[] bytes = new byte[32];
        new SplittableRandom(seed).nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secret;
    }

    /** Returns when every collector is ready; no sender runs yet. */
    void start() throws InterruptedException {
        servers.start();
        judge.follow(launch.recordStarts());
        load.forget();
    }

    /** Starts one sender on every door of the plan, and waits until each is acknowledged. */
    void startSenders() throws InterruptedException {
        startSenders(plan.senderOptions());
    }

    /** The same with other options. */
    void startSenders(List<String> options) throws InterruptedException {
        launch.onEveryDoor(options);
        awaitStarted();
    }

    /** Starts them after a kill, which {@link #repaired} ends. */
    void startSendersAgain() {
        launch.onEveryDoor(plan.senderOptions());
    }

    /** Starts senders that hand every batch to the first two collectors at the same moment. */
    void startSendersToBoth() throws InterruptedException {
        launch.toBothCollectors();
        awaitStarted();
    }

    private void awaitStarted() throws InterruptedException {
        awaitAcknowledged("the start of the senders", START_PATIENCE);
    }

    /** How many senders a start starts. */
    int senders() {
        return launch.senders();
    }

    SmallDisk smallDisk() {
        if (disk == null) {
            throw new HarnessFailure("This stage has no small disk");
        }
        return disk;
    }

    Servers servers() {
        return servers;
    }

    /** How long after the last fault everything must be acknowledged. */
    Duration patience() {
        return plan.patience();
    }

    Load load() {
        return load;
    }

    /** Waits for a random moment under load. */
    void calm(Random random) throws InterruptedException {
        pause(random, CALM_LEAST, CALM_MOST);
    }

    /** Waits some random time. */
    static void pause(Random random, Duration least, Duration most) throws InterruptedException {
        Thread.sleep(random.nextLong(least.toMillis(), most.toMillis()));
    }

    /** To be called just before something is broken. */
    void fault() {
        if (!faultsSinceStart) {
            faultsSinceStart = true;
            beforeFaults = load.acknowledged();
        }
        tally.fault();
    }

    /** Waits until nobody gets acknowledgements any more; finds fault when that does not come. */
    void awaitStandstill(String fault) throws InterruptedException {
        if (!progress.awaitStandstill(STANDSTILL_PATIENCE)) {
            find(
                    "Readings were still acknowledged %d s after %s: the fault did not take effect"
                            .formatted(STANDSTILL_PATIENCE.toSeconds(), fault));
        }
    }

    /** To be called when everything broken runs again: waits until every door acknowledges. */
    void repaired(String fault) throws InterruptedException {
        lastRepair = System.nanoTime();
        awaitAcknowledged(fault, plan.patience());
        for (Site site : servers.sites()) {
            if (!site.collector().awaitReady()) {
                find("%s was not ready after %s".formatted(site.collector().name(), fault));
            }
        }
    }

    private void recovered(SenderProcess sender) {
        if (faultsSinceStart) {
            Duration after = Duration.ofNanos(System.nanoTime() - lastRepair);
            tally.recovered(sender.order().door(), after);
        }
    }

    private void awaitAcknowledged(String fault, Duration patience) throws InterruptedException {
        for (SenderProcess silent : progress.awaitAll(patience, this::recovered)) {
            find(
                    "%s got no acknowledgement within %d s of %s; see %s"
                            .formatted(
                                    silent.order().door().title(),
                                    patience.toSeconds(),
                                    fault,
                                    silent.log()));
        }
    }

    /** Takes down something that must not be. */
    void find(String finding) {
        tally.find(finding);
    }

    /**
     * Stops the senders, waits until all that they attempted is acknowledged, ends them, and
     * compares the table with the journals.
     */
    void check() throws InterruptedException {
        countAcknowledgedDuringFaults();
        Duration sinceRepair = Duration.ofNanos(System.nanoTime() - lastRepair);
        // The senders' promise begins with the last repair, but they were told to stop only now.
        Duration patience = plan.patience().minus(sinceRepair);
        load.drain(longer(patience, LEAST_DRAIN)).forEach(this::findLate);
        load.living().stream()
                .filter(SenderProcess::endedByItself)
                .forEach(sender -> find("A sender ended by itself; see " + sender.log()));
        long missing = judge.missingOfTheCollector(load.living());
        if (missing > 0) {
            find(
                    "%,d readings acknowledged by the collector were not stored yet"
                            .formatted(missing));
        }
        judge.awaitTheBrokers(load.living(), plan.patience());
        Verdict verdict = judge.compare(load.living());
        tally.judge(verdict);
        if (!verdict.isClean()) {
            judge.evidence().forEach(this::find);
        }
        load.living().forEach(this::judgeDrains);
        servers.collectFully();
        load.forget();
        faultsSinceStart = false;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void findLate(SenderProcess sender) {
        find(
                "%s was not done in time: of what it had sent, something was still unacknowledged; see %s"
                        .formatted(sender.order().door().title(), sender.log()));
    }

    /** Malformed readings follow, which {@link #judgeMalformed} judges. */
    void beforeMalformed() {
        quarantinedBefore = judge.quarantined();
    }

    /** Judges what became of the malformed readings that the senders handed in. */
    void judgeMalformed() throws InterruptedException {
        long sent = load.living().stream().mapToLong(SenderProcess::malformed).sum();
        for (SenderProcess sender : load.living()) {
            if (sender.malformedRefused() != sender.malformed()) {
                find(
                        "Of %,d malformed readings over %s, %,d were refused"
                                .formatted(
                                        sender.malformed(),
                                        sender.order().door().title(),
                                        sender.malformedRefused()));
            }
        }
        if (!judge.awaitQuarantined(quarantinedBefore + sent, plan.patience())) {
            find("Of %,d malformed readings some are not in quarantine".formatted(sent));
        }
    }

    private void judgeDrains(SenderProcess sender) {
        List<String> broken = judge.brokenByDrains(sender);
        if (!broken.isEmpty()) {
            find(
                    "%d HTTP requests begun before SIGTERM were not answered 2xx (%s); see %s"
                            .formatted(
                                    broken.size(),
                                    broken.stream().limit(MOST_TOLD).collect(joining("; ")),
                                    sender.journal()));
        }
    }

    /** A collector is told to stop in this moment. */
    void drains(Site site) {
        judge.draining(new Drain(site.http().port(), System.nanoTime()));
    }

    private void countAcknowledgedDuringFaults() {
        if (faultsSinceStart) {
            load.acknowledged()
                    .forEach((door, now) ->
                            tally.acknowledgedDuringFaults(
                                    door, now - beforeFaults.getOrDefault(door, 0L)));
        }
    }

    /** Kills all senders; what they had acknowledged during the faults counts. */
    void killSenders() {
        countAcknowledgedDuringFaults();
        beforeFaults = Map.of();
        load.killAll().forEach(judge::senderKilled);
    }

    /** After the last {@link #check}: judges what the table does not show. */
    void judgeTheRest() {
        long least = (long) LEAST_PER_FAULT * tally.faults();
        for (Door door : plan.doors()) {
            long acknowledged = tally.duringFaults(door);
            if (acknowledged < least || acknowledged == 0) {
                find(
                        "Only %,d readings were acknowledged over %s from the first fault on; at least %,d must be"
                                .formatted(acknowledged, door.title(), least));
            }
        }
        servers.sites().forEach(site -> judge(site.collector()));
        judgeVerdict();
    }

    private void judgeVerdict() {
        Verdict verdict = tally.verdict();
        if (verdict == null) {
            find("The table was never compared with the journals");
        } else if (!verdict.isClean()) {
            find("Promises were broken to %,d readings".formatted(verdict.broken()));
        }
    }

    private void judge(CollectorProcess collector) {
        collector.deaths().forEach(death -> find(death + "; see " + collector.log()));
        collector.failedStops().forEach(this::find);
        double most = plan.heapMegabytes() * MOST_LIVE_HEAP;
        if (collector.mostLiveMegabytes() > most) {
            find(
                    "A full collection left %d MB in the heap of %s; at most %.0f may be"
                            .formatted(collector.mostLiveMegabytes(), collector.name(), most));
        }
    }

    /** The most that a full collection left in a collector's heap, in megabytes. */
    int liveMegabytes() {
        return servers.sites().stream()
                .mapToInt(site -> site.collector().mostLiveMegabytes())
                .max()
                .orElse(0);
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        Closing.all(List.of(load, servers));
    }
}
