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
                                List.of("-Xmx1g", "-XX:+UseParallelGC"),
                                List.of(),
                                targets.environment(),
                                log),
                        answers::add);
    }

    void start(LoadOrder order) throws InterruptedException {
        ask("start " + order.line());
    }

    long acknowledged() throws InterruptedException {
        return Long.parseLong(ask("count"));
    }

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
        String answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
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
