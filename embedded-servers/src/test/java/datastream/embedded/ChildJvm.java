package datastream.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs an embedded server in a JVM of its own, as leader of its own process group. */
final class ChildJvm implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        output = process.inputReader();
    }

    /** Runs the main method of a class with arguments, one of which may have spaces. */
    static ChildJvm start(Class<?> program, String... arguments) throws IOException {
        // Who runs the tests in the background ignores SIGINT, and so would the child.
        List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Says to the parent that all is up, and a number that it asks for. */
    static void sayReady(long number) {
        IO.println(READY + number);
    }

    /** Waits until the child is ready, and gives the number that it says. */
    long awaitReady() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith(READY)) {
                return Long.parseLong(line.substring(READY.length()));
            }
        }
        throw new AssertionError("The child ended: " + lines);
    }

    /** What the child has said until it was ready. */
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
