package datastream.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** {@code ./datastream generator} on any free port, without the secret of an installation. */
final class GeneratorProcess implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private GeneratorProcess(Process process) {
        this.process = process;
        BufferedReader output = process.inputReader();
        Thread.ofPlatform().daemon().start(() -> listen(output));
    }

    private void listen(BufferedReader output) {
        try {
            output.lines().forEach(this::heard);
        } catch (UncheckedIOException killed) {
            heard("(killed)");
        }
    }

    private void heard(String line) {
        lines.add(line);
        System.out.println("generator> " + line);
    }

    /**
     * @param settings environment variables
     */
    static GeneratorProcess start(Map<String, String> settings, String... options) {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Stream.concat(
                                        Stream.of(StackProcess.LAUNCHER.toString(), "generator"),
                                        Stream.of(options))
                                .toList());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("DATASTREAM_SKIP_BUILD", "yes");
        environment.put("GENERATOR_PORT", "0");
        environment.remove("JWT_SECRET");
        environment.putAll(settings);
        try {
            return new GeneratorProcess(builder.redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything said so far. */
    String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
