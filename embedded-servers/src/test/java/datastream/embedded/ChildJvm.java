package datastream.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs an embedded MariaDB in a JVM of its own, as leader of its own process group. */
final class ChildJvm implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        output = process.inputReader();
    }

    /** What the child runs: arguments are the database's folder and the cache. */
    static void main(String[] arguments) throws InterruptedException {
        var config = new EmbeddedMariaDbConfig(Path.of(arguments[0]), Path.of(arguments[1]), 0);
        try (var database = new EmbeddedMariaDb(config)) {
            database.start();
            IO.println(READY + database.pid());
            Thread.currentThread().join();
        }
    }

    static ChildJvm start(EmbeddedMariaDbConfig config) throws IOException {
        return new ChildJvm(
                new ProcessBuilder(
                                "setsid",
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ChildJvm.class.getName(),
                                config.folder().toString(),
                                config.cache().toString())
                        .redirectErrorStream(true)
                        .start());
    }

    /** Waits until the child's database is up, and gives that one's process. */
    ProcessHandle awaitDatabase() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith(READY)) {
                long pid = Long.parseLong(line.substring(READY.length()));
                return ProcessHandle.of(pid).orElseThrow();
            }
        }
        throw new AssertionError("The child ended: " + lines);
    }

    /** What the child has said until its database was up. */
    List<String> lines() {
        return lines;
    }

    /** Sends a signal to the whole process group, as a terminal does. */
    void signalGroup(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, "--", "-" + process.pid()).start().waitFor();
    }

    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
