package datastream.chaos.sender;

import datastream.chaos.journal.Journal;
import datastream.chaos.journal.SensorRange;
import datastream.generator.simulation.Counts;
import datastream.security.TokenSecret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs one sender. Tells its counts on standard output ten times a second ({@code STATUS
 * attempted=.. acknowledged=.. rejected=.. inflight=..}), takes {@code stop} on standard input,
 * then sends on until all is answered, says {@code DRAINED} with the same counts and exits 0. The
 * end of standard input ends it at once, with exit code 3.
 */
@Command(
        name = "sender",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Sends readings through one door and journals every attempt and answer.")
final class SenderCommand implements Callable<Integer> {

    private static final int ABANDONED = 3;
    private static final long POLL_MILLIS = 20;
    private static final long STATUS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Option(
            names = "--door",
            required = true,
            paramLabel = "DOOR",
            description = "One of ${COMPLETION-CANDIDATES}.",
            converter = DoorKind.Word.class,
            completionCandidates = DoorKind.Words.class)
    private DoorKind door = DoorKind.GRPC;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Collector or broker; sensors are spread over several.")
    private List<String> targets = List.of();

    @Option(
            names = "--secret-file",
            required = true,
            paramLabel = "FILE",
            description = "Holds the secret that signs tokens.")
    private Path secretFile = Path.of("");

    @Option(
            names = "--sensors",
            defaultValue = "10",
            paramLabel = "N",
            description = "How many sensors, default ${DEFAULT-VALUE}.")
    private int sensors;

    @Option(
            names = "--sensor-prefix",
            required = true,
            paramLabel = "LETTERS",
            description = "Their id1; no other living sender has it.")
    private String prefix = "";

    @Option(
            names = "--sensor-type",
            defaultValue = "chaos",
            paramLabel = "TYPE",
            description = "Their type, default ${DEFAULT-VALUE}.")
    private String type = "";

    @Option(
            names = "--rate",
            defaultValue = "1000",
            paramLabel = "N",
            description =
                    "Readings per second of all together, default ${DEFAULT-VALUE}; 0 for as many as possible.")
    private double rate;

    @Option(
            names = "--window",
            defaultValue = "5000",
            paramLabel = "N",
            description = "Most readings in flight per sensor, default ${DEFAULT-VALUE}.")
    private int window;

    @Option(
            names = "--journal",
            required = true,
            paramLabel = "FILE",
            description = "Where to write; must not exist.")
    private Path journal = Path.of("");

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed of the values, default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--bad-share",
            defaultValue = "0",
            paramLabel = "SHARE",
            description = "Share of readings made to be refused, default ${DEFAULT-VALUE}.")
    private double badShare;

    @Option(
            names = "--malformed",
            defaultValue = "0",
            paramLabel = "N",
            description = "Sends so many malformed readings first, default ${DEFAULT-VALUE}.")
    private int malformed;

    @Option(
            names = "--repeat",
            split = ",",
            paramLabel = "HOW",
            description = "Any of ${COMPLETION-CANDIDATES}.",
            converter = Repeat.Word.class,
            completionCandidates = Repeat.Words.class)
    private Set<Repeat> repeats = EnumSet.noneOf(Repeat.class);

    /** Volatile: set by the thread that reads commands. */
    private volatile boolean stopped;

    @Override
    public Integer call() throws Exception {
        SenderConfig config = config();
        try (Journal file = Journal.create(config.journal(), config.sensors());
                JournallingSender sender = new JournallingSender(config, file)) {
            Thread.ofPlatform().daemon().name("commands").start(this::readCommands);
            sendMalformed(config);
            sender.start();
            runUntilDrained(sender);
            say("DRAINED", sender.counts());
        }
        return 0;
    }

    private void runUntilDrained(JournallingSender sender) throws InterruptedException {
        long statusAt = System.nanoTime();
        while (!sender.isDrained()) {
            if (stopped) {
                sender.stop();
            }
            if (System.nanoTime() - statusAt >= 0) {
                say("STATUS", sender.counts());
                statusAt += STATUS_NANOS;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static void sendMalformed(SenderConfig config) throws InterruptedException {
        if (config.malformed() > 0) {
            long rejected = MalformedReadings.send(config);
            System.out.printf("MALFORMED sent=%d rejected=%d%n", config.malformed(), rejected);
        }
    }

    private static void say(String word, Counts counts) {
        System.out.printf(
                "%s attempted=%d acknowledged=%d rejected=%d inflight=%d%n",
                word,
                counts.generated(),
                counts.acknowledged(),
                counts.rejected(),
                counts.inFlight());
        System.out.flush();
    }

    private void readCommands() {
        try (var commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line = commands.readLine();
            while (line != null) {
                if (line.strip().equals("stop")) {
                    stopped = true;
                }
                line = commands.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Commands cannot be read", e);
        } finally {
            // Whoever started this process is gone.
            Runtime.getRuntime().halt(ABANDONED);
        }
    }

    private SenderConfig config() throws IOException {
        return new SenderConfig(
                door,
                targets,
                new TokenSecret(Files.readString(secretFile).strip()),
                new SensorRange(type, prefix, sensors),
                rate,
                window,
                journal,
                seed,
                badShare,
                malformed,
                repeats);
    }
}
