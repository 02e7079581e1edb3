package datastream.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Java program in a JVM of its own, with the class path of this one. It holds the child's
 * standard input open, whose end tells the child that the harness is gone.
 *
 * <p>Thread-safe.
 */
public final class ChildJvm implements AutoCloseable {

    /** Options for short lives: no second compiler, no parallel collector. */
    public static final List<String> SHORT_LIVED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final List<String> ALWAYS =
            List.of(
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final Writer input;
    private volatile boolean endedByUs;

    /**
     * What to run.
     *
     * @param program has a main method
     * @param jvm options for the JVM, such as {@link #SHORT_LIVED}
     * @param environment added to that of this process
     * @param log where standard error goes, and standard output when nobody listens
     */
    public record Launch(
            Class<?> program,
            List<String> jvm,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {}

    private ChildJvm(Process process) {
        this.process = process;
        input = process.outputWriter();
    }

    /** Starts a child whose whole output goes to the log. */
    public static ChildJvm start(Launch launch) {
        ProcessBuilder builder = builder(launch);
        return start(builder.redirectOutput(Redirect.appendTo(launch.log().toFile())));
    }

    /** Starts a child whose every line of standard output is handed on, in a thread of its own. */
    public static ChildJvm start(Launch launch, Consumer<String> listener) {
        ChildJvm child = start(builder(launch));
        BufferedReader output = child.process.inputReader();
        Thread.ofVirtual().start(() -> listen(output, listener));
        return child;
    }

    private static ProcessBuilder builder(Launch launch) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ALWAYS);
        command.addAll(launch.jvm());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(launch.program().getName());
        command.addAll(launch.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(launch.environment());
        return builder.redirectError(Redirect.appendTo(launch.log().toFile()));
    }

    private static ChildJvm start(ProcessBuilder builder) {
        try {
            return new ChildJvm(builder.start());
        } catch (IOException e) {
            throw new HarnessFailure("Cannot start " + builder.command(), e);
        }
    }

    private static void listen(BufferedReader output, Consumer<String> listener) {
        try (output) {
            output.lines().forEach(listener);
        } catch (IOException | UncheckedIOException killed) {
            listener.accept("");
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it has ended and nobody here has told it to. */
    public boolean endedByItself() {
        return !process.isAlive() && !endedByUs;
    }

    /** The process, for its use of CPU and memory. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Once ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Says a line to its standard input; a child that is gone hears nothing. */
    public void say(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException gone) {
            process.destroy();
        }
    }

    /** SIGTERM; does not wait. */
    public void terminate() {
        endedByUs = true;
        // Not process.destroy(), which also closes the child's input: it would take us for dead.
        process.toHandle().destroy();
    }

    /** {@code kill -9}; returns when it is gone. A child that had died before died by itself. */
    public void kill() {
        endedByUs |= process.isAlive();
        process.destroyForcibly().onExit().join();
    }

    /** Whether it ended in time. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        kill();
    }
}
