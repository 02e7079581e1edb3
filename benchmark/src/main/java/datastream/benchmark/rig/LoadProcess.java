package datastream.benchmark.rig;

import datastream.benchmark.load.LoadMain;
import datastream.benchmark.load.LoadOrder;
import datastream.benchmark.load.Targets;
import datastream.testbed.ChildJvm;
import datastream.testbed.HarnessFailure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What sends, in a JVM of its own. Not thread-safe. */
final class LoadProcess implements AutoCloseable {

    /** On standard error, like that of the shipped programs. */
    private static final String LOGGING =
            "-Dlogback.configurationFile=datastream/settings/logback.xml";

    private static final long ANSWER_SECONDS = 120;

    private final ChildJvm child;
    private final Path log;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    LoadProcess(Targets targets, Path folder) {
        log = folder.resolve("load.log");
        child =
                ChildJvm.start(
                        new ChildJvm.Launch(
                                LoadMain.class,
                                List.of("-Xmx1g", "-XX:+UseParallelGC", LOGGING),
                                List.of(),
                                targets.environment(),
                                log),
                        answers::add);
    }

    void start(LoadOrder order) throws InterruptedException {
        ask("start " + order.line());
    }

    /** How far the load is. */
    Mark mark() throws InterruptedException {
        String[] words = ask("count").split(" ", 2);
        return new Mark(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    /**
     * How far a load is at a moment.
     *
     * @param acknowledged readings that are committed
     * @param nanos when the last of them was acknowledged, by the clock of the load's JVM
     */
    record Mark(long acknowledged, long nanos) {}

    Latencies latencies() throws InterruptedException {
        long[] values =
                Arrays.stream(ask("latencies").split(" ")).mapToLong(Long::parseLong).toArray();
        return new Latencies(
                values[0],
                millis(values[1]),
                millis(values[2]),
                millis(values[3]),
                millis(values[4]));
    }

    void stop() throws InterruptedException {
        ask("stop");
    }

    ProcessHandle handle() {
        return child.handle();
    }

    private String ask(String command) throws InterruptedException {
        child.say(command);
        String answer = null;
        for (int i = 0; i < ANSWER_SECONDS && answer == null && child.isAlive(); i++) {
            answer = answers.poll(1, TimeUnit.SECONDS);
        }
        if (answer == null || !answer.startsWith("OK")) {
            throw new HarnessFailure(
                    "To %s the load answered %s; see %s".formatted(command, answer, log));
        }
        return answer.substring("OK".length()).strip();
    }

    private static double millis(long micros) {
        return micros / 1_000.0;
    }

    @Override
    public void close() {
        child.close();
    }
}
