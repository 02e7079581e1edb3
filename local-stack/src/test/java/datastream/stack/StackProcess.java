package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code ./datastream up}, as a user starts it, on free ports and with a data folder of its own.
 */
final class StackProcess implements AutoCloseable {

    static final Path LAUNCHER = Path.of("..", "datastream").toAbsolutePath().normalize();

    private static final Pattern REST = Pattern.compile("REST API +(https?://\\S+)");
    private static final Pattern GENERATORS = Pattern.compile("Generators +(https?://\\S+)");
    private static final Pattern GRPC = Pattern.compile("gRPC +(\\S+)");
    private static final Pattern MQTT = Pattern.compile("MQTT +(mqtts?://\\S+)");
    private static final String STARTING = "Starting the database";
    private static final String READY = "Ctrl-C stops everything";

    private final Process process;
    private final Path dataFolder;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private StackProcess(Process process, Path dataFolder) {
        this.process = process;
        this.dataFolder = dataFolder;
        BufferedReader output = process.inputReader();
        reader = Thread.ofPlatform().daemon().start(() -> listen(output));
    }

    private void listen(BufferedReader output) {
        try {
            output.lines().forEach(this::heard);
        } catch (UncheckedIOException killed) {
            heard("(killed)");
        }
    }

    static StackProcess up(Path dataFolder) {
        return up(dataFolder, Map.of());
    }

    /**
     * @param settings environment variables, which win over any free port
     */
    static StackProcess up(Path dataFolder, Map<String, String> settings) {
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), "up");
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("DATASTREAM_SKIP_BUILD", "yes");
        for (String port : List.of("PORT", "GRPC_PORT", "MQTT_PORT", "GENERATOR_PORT")) {
            environment.put(port, "0");
        }
        environment.put("DATA_DIR", dataFolder.toString());
        environment.putAll(settings);
        try {
            return new StackProcess(builder.redirectErrorStream(true).start(), dataFolder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heard(String line) {
        lines.add(line);
        System.out.println(dataFolder.getFileName() + "> " + line);
    }

    /** Waits for the banner; fails when the process ends before. */
    StackProcess awaitReady() {
        return awaitLine(READY);
    }

    StackProcess awaitLine(String part) {
        Stacks.patiently()
                .failFast("It ended: " + lines, () -> !process.isAlive() && !says(part))
                .until(() -> says(part));
        return this;
    }

    private boolean says(String part) {
        return lines.stream().anyMatch(line -> line.contains(part));
    }

    URI rest() {
        return URI.create(found(REST));
    }

    URI generators() {
        return URI.create(found(GENERATORS));
    }

    String grpc() {
        return found(GRPC);
    }

    URI mqtt() {
        return URI.create(found(MQTT));
    }

    private String found(Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElseThrow();
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. By the handle: the process's own method closes its output too. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL, which the process cannot answer; its database survives. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** Waits for the end and gives the exit code. */
    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(Stacks.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        reader.join();
        return process.exitValue();
    }

    /** Everything said so far. */
    String output() {
        return String.join("\n", lines);
    }

    /** The MariaDB servers that run on the data folder. */
    Stream<ProcessHandle> databases() {
        return ProcessHandle.allProcesses()
                .filter(handle -> commandLine(handle).contains("mariadbd"))
                .filter(handle -> commandLine(handle).contains("--datadir=" + dataFolder));
    }

    private static String commandLine(ProcessHandle handle) {
        return handle.info().commandLine().orElse("");
    }

    /** Kills what the test has left running. */
    @Override
    public void close() {
        kill();
        if (says(STARTING)) {
            databases().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
