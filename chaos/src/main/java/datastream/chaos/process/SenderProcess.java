package datastream.chaos.process;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import datastream.chaos.sender.SenderMain;
import datastream.testbed.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sender in a JVM of its own, which journals what it attempts and what is acknowledged. */
public final class SenderProcess implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("STATUS .*?\\backnowledged=(\\d+).*");
    private static final Pattern MALFORMED =
            Pattern.compile("MALFORMED sent=(\\d+) rejected=(\\d+)");
    private static final String DRAINED = "DRAINED";

    private final SenderOrder order;
    private final Path journal;
    private final Path log;
    private final CountDownLatch drained = new CountDownLatch(1);
    private final ChildJvm child;

    private volatile long acknowledged;
    private volatile long statusNumber;
    private volatile long malformed;
    private volatile long malformedRefused;

    /**
     * Starts sending at once.
     *
     * @param jvm further options for its JVM
     */
    public SenderProcess(SenderOrder order, Path secretFile, Path folder, List<String> jvm) {
        this.order = order;
        journal = folder.resolve(order.name() + ".journal");
        log = folder.resolve(order.name() + ".log");
        child =
                ChildJvm.start(
                        new ChildJvm.Launch(
                                SenderMain.class,
                                options(jvm),
                                order.arguments(secretFile, journal),
                                Map.of(),
                                log),
                        this::heard);
    }

    private static List<String> options(List<String> further) {
        List<String> options = new ArrayList<>(ChildJvm.SHORT_LIVED);
        options.add("-Xmx160m");
        options.addAll(further);
        return options;
    }

    private void heard(String line) {
        Matcher status = STATUS.matcher(line);
        Matcher bad = MALFORMED.matcher(line);
        if (status.matches()) {
            acknowledged = Long.parseLong(status.group(1));
            countStatus();
        } else if (bad.matches()) {
            malformed = Long.parseLong(bad.group(1));
            malformedRefused = Long.parseLong(bad.group(2));
        } else if (line.startsWith(DRAINED)) {
            drained.countDown();
        } else if (!line.isEmpty()) {
            logLine(line);
        }
    }

    private void logLine(String line) {
        try {
            Files.writeString(log, line + "\n", CREATE, APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // One thread hears the lines, so nothing is lost between reading and writing.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void countStatus() {
        statusNumber++;
    }

    public SenderOrder order() {
        return order;
    }

    /** Where it writes what it does. */
    public Path journal() {
        return journal;
    }

    /** Readings acknowledged so far, as it said last. */
    public long acknowledged() {
        return acknowledged;
    }

    /** How often it has said so. */
    public long statusNumber() {
        return statusNumber;
    }

    /** Whether it has ended before all was acknowledged, though nobody killed it. */
    public boolean endedByItself() {
        return child.endedByItself() && child.exitCode() != 0;
    }

    /** Malformed readings that it has handed in, as it said. */
    public long malformed() {
        return malformed;
    }

    /** How many of those were answered as refused. */
    public long malformedRefused() {
        return malformedRefused;
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    public Path log() {
        return log;
    }

    /** Tells it to make no new readings; does not wait. */
    public void stop() {
        child.say("stop");
    }

    /** Whether everything attempted is acknowledged in that time after {@link #stop}. */
    public boolean awaitDrained(Duration patience) throws InterruptedException {
        return drained.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it ends in that time, as it does once drained. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return child.awaitEnd(patience);
    }

    /** {@code kill -9}. */
    public void kill() {
        child.kill();
    }

    @Override
    public void close() {
        kill();
    }
}
