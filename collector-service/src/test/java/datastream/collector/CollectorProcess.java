package datastream.collector;

import datastream.collector.adapter.TestTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A collector in a JVM of its own, on free ports, without a broker. */
final class CollectorProcess implements AutoCloseable {

    private static final Pattern READY =
            Pattern.compile("ready: REST on [^ ]*:([0-9]+), gRPC on [^ ]*:([0-9]+)");

    private final Process process;
    private final BufferedReader output;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private Thread shows = new Thread();
    private int restPort;
    private int grpcPort;

    private CollectorProcess(Process process) {
        this.process = process;
        output = process.inputReader();
    }

    static CollectorProcess start(String url, String user, String password) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx192m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CollectorMain.class.getName()));
        builder.environment()
                .putAll(
                        Map.of(
                                "PORT",
                                "0",
                                "GRPC_PORT",
                                "0",
                                "DB_URL",
                                url,
                                "DB_USER",
                                user,
                                "DB_PASSWORD",
                                password,
                                "JWT_SECRET",
                                TestTokens.SECRET_TEXT));
        return new CollectorProcess(builder.redirectErrorStream(true).start());
    }

    /** Waits until it is ready; from then on what it says is shown. */
    void awaitReady() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            System.out.println("collector> " + line);
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                shows = Thread.ofPlatform().daemon().start(this::show);
                restPort = Integer.parseInt(ready.group(1));
                grpcPort = Integer.parseInt(ready.group(2));
                return;
            }
        }
        throw new AssertionError("The collector ended");
    }

    private void show() {
        output.lines()
                .forEach(line -> {
                    System.out.println("collector> " + line);
                    said.add(line);
                });
    }

    /** All that it has said since it was ready; to be called when it has ended. */
    List<String> said() throws InterruptedException {
        shows.join();
        return List.copyOf(said);
    }

    int restPort() {
        return restPort;
    }

    int grpcPort() {
        return grpcPort;
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /**
     * @return the exit code
     */
    int awaitEnd(long atMost, TimeUnit unit) throws InterruptedException {
        if (!process.waitFor(atMost, unit)) {
            throw new AssertionError("The collector has not ended");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
