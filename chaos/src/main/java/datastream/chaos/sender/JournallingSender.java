package datastream.chaos.sender;

import datastream.chaos.journal.Journal;
import datastream.generator.simulation.Counts;
import datastream.generator.simulation.Uplink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A sender at work: makes readings at its rate until told to stop, and sends each until it is
 * answered. What it tried and was told is in its journal. Thread-safe.
 */
public final class JournallingSender implements AutoCloseable {

    private static final long TICK_MILLIS = 5;
    private static final int MOST_PER_TICK = 1_000;
    private static final Duration LATER = Duration.ofSeconds(3);

    private final SenderConfig config;
    private final Journal journal;
    private final List<Uplink> uplinks;
    private final List<SensorSource> sources = new ArrayList<>();
    private final Thread worker = Thread.ofPlatform().name("sender").daemon().unstarted(this::work);

    private int nextSource;

    /** Volatile: set by whoever commands, read by the worker. */
    private volatile boolean making = true;

    private volatile boolean closed;
    private volatile boolean drained;

    /**
     * @param journal new; closed with the sender
     */
    public JournallingSender(SenderConfig config, Journal journal) {
        this.config = config;
        this.journal = journal;
        uplinks =
                config.targets().stream()
                        .map(target -> Uplinks.to(target, config, journal))
                        .toList();
    }

    /** Connects and begins to make readings. */
    public void start() {
        Values values = new Values(config.seed());
        for (int i = 0; i < config.sensors().count(); i++) {
            sources.add(source(i, values));
        }
        worker.start();
    }

    /** Makes no new readings; what was attempted is sent on. Does not block. */
    public void stop() {
        making = false;
    }

    /** Whether it has been stopped and all readings, copies included, are answered. */
    public boolean isDrained() {
        return drained;
    }

    /** All sensors together; a reading that goes several ways counts once. Once started. */
    public Counts counts() {
        long generated = 0;
        long acknowledged = 0;
        long retried = 0;
        long rejected = 0;
        long inFlight = 0;
        for (SensorSource source : sources) {
            Counts counts = source.counts();
            generated += counts.generated();
            acknowledged += counts.acknowledged();
            retried += counts.retried();
            rejected += counts.rejected();
            inFlight += counts.inFlight();
        }
        return new Counts(generated, acknowledged, retried, rejected, inFlight, 0);
    }

    /** Ends at once, whatever is unanswered. */
    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        uplinks.forEach(Uplink::close);
        journal.close();
    }

    private SensorSource source(int index, Values values) {
        JournalledSensor journalled = new JournalledSensor(journal, index);
        List<Copy> copies = new ArrayList<>();
        copies.add(copy(index, 0, Duration.ZERO, journalled));
        if (config.repeats().contains(Repeat.TWICE)) {
            copies.add(copy(index, 0, Duration.ZERO, journalled));
        }
        if (config.repeats().contains(Repeat.BOTH_TARGETS)) {
            copies.add(copy(index, 1, Duration.ZERO, journalled));
        }
        if (config.repeats().contains(Repeat.LATE)) {
            copies.add(copy(index, 1, LATER, journalled));
        }
        return new SensorSource(
                journalled, copies, values, config.badShare(), config.door() != DoorKind.GRPC);
    }

    private Copy copy(int sensor, int offset, Duration delay, JournalledSensor journalled) {
        return new Copy(
                config.sensors().sensor(sensor),
                uplinks.get((sensor + offset) % uplinks.size()),
                config.window(),
                delay.toNanos(),
                journalled);
    }

    private void work() {
        long last = System.nanoTime();
        // After a stall the arrears of a second are made up for, and no more.
        double most = Math.max(1, config.rate());
        double due = 0;
        try {
            while (!closed && !drained) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                long now = System.nanoTime();
                due = Math.min(most, due + config.rate() * (now - last) / 1e9);
                last = now;
                due -= making ? makeAll(due) : 0;
                sources.forEach(SensorSource::release);
                drained = !making && sources.stream().allMatch(SensorSource::isEmpty);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes round the sensors, from where it stopped the last time. */
    private int makeAll(double due) {
        boolean unlimited = config.rate() == 0;
        int left = unlimited ? Integer.MAX_VALUE : (int) due;
        int share = unlimited ? MOST_PER_TICK : left / sources.size() + 1;
        int made = 0;
        for (int i = 0; i < sources.size() && made < left; i++) {
            made += sources.get(nextSource).make(Math.min(share, left - made));
            nextSource = (nextSource + 1) % sources.size();
        }
        return made;
    }
}
