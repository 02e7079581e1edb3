package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import datastream.chaos.process.SenderOrder;
import datastream.chaos.process.SenderProcess;
import datastream.testbed.Closing;
import datastream.testbed.StartCache;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The senders of one scenario, over all their lives. Not thread-safe. */
final class Load implements AutoCloseable {

    private static final int LETTERS = 26;

    private final Path folder;
    private final Path secretFile;
    private final StartCache startCache;
    private final List<SenderProcess> living = new ArrayList<>();
    private int lives;

    /**
     * @param folder for journals and logs
     * @param secretFile what senders sign their tokens with
     * @param startCache makes their starts quick
     */
    Load(Path folder, Path secretFile, StartCache startCache) {
        this.folder = folder;
        this.secretFile = secretFile;
        this.startCache = startCache;
    }

    /** Starts one more sender, with sensors that nobody else has. */
    SenderProcess start(Door door, List<Integer> ports, int rate, long seed, List<String> further) {
        return start(door, ports, rate, seed, further, startCache.use(name(door)));
    }

    /** The same, for a sender whose start is recorded when it ends properly. */
    SenderProcess startRecording(Door door, List<Integer> ports, int rate, long seed) {
        return start(door, ports, rate, seed, List.of(), startCache.record(name(door)));
    }

    /** Whether {@link #startRecording} would make later starts over this door quicker. */
    boolean startsSlowly(Door door) {
        return startCache.lacks(name(door));
    }

    private static String name(Door door) {
        return door.name().toLowerCase(Locale.ROOT);
    }

    private SenderProcess start(
            Door door,
            List<Integer> ports,
            int rate,
            long seed,
            List<String> further,
            List<String> jvm) {
        lives++;
        SenderOrder order =
                new SenderOrder(
                        "%03d-%s".formatted(lives, name(door)),
                        door,
                        ports,
                        "S" + letters(lives),
                        rate,
                        seed + lives,
                        further);
        SenderProcess sender = new SenderProcess(order, secretFile, folder, jvm);
        living.add(sender);
        return sender;
    }

    /** Three letters for a number below 17,576. */
    private static String letters(int number) {
        return "" + letter(number / LETTERS / LETTERS) + letter(number / LETTERS) + letter(number);
    }

    private static char letter(int number) {
        return (char) ('A' + number % LETTERS);
    }

    List<SenderProcess> living() {
        return List.copyOf(living);
    }

    /** Acknowledged so far over each door, by the living. */
    Map<Door, Long> acknowledged() {
        Map<Door, Long> sums = new EnumMap<>(Door.class);
        living.forEach(
                sender -> sums.merge(sender.order().door(), sender.acknowledged(), Long::sum));
        return sums;
    }

    /**
     * {@code kill -9} to every sender.
     *
     * @return the dead
     */
    List<SenderProcess> killAll() {
        List<SenderProcess> dead = List.copyOf(living);
        forget();
        return dead;
    }

    /**
     * Tells every sender to make no new readings, and waits until all are acknowledged.
     *
     * @return those that were not done in time
     */
    List<SenderProcess> drain(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        living.forEach(SenderProcess::stop);
        List<SenderProcess> late = new ArrayList<>();
        for (SenderProcess sender : living) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!sender.awaitDrained(left)) {
                late.add(sender);
            }
        }
        return late;
    }

    /** Ends all senders and forgets them; their journals stay. */
    void forget() {
        List<SenderProcess> ending = living();
        living.clear();
        Closing.all(ending);
    }

    @Override
    public void close() {
        forget();
    }
}
