package datastream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running {@code mariadbd}. */
final class MariaDbProcess {

    private static final Logger LOG = LoggerFactory.getLogger(MariaDbProcess.class);

    /** Long enough for crash recovery on a busy machine. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int LOG_LINES_SHOWN = 15;

    private final Process process;
    private final MariaDbFolder folder;
    private volatile boolean stopping;

    private MariaDbProcess(Process process, MariaDbFolder folder) {
        this.process = process;
        this.folder = folder;
        var _ = process.onExit().thenAccept(this::sayWhenUnexpected);
    }

    /** Launches the server; {@link #awaitReady} tells when it takes connections. */
    static MariaDbProcess launch(List<String> command, MariaDbFolder folder) throws IOException {
        folder.startNewLog();
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.log().toFile())
                        .start();
        process.getOutputStream().close();
        return new MariaDbProcess(process, folder);
    }

    /**
     * @throws StartFailed with the end of the server's log when it ends or says nothing in time
     * @throws InterruptedException when interrupted; the server still runs then
     */
    void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!log().contains("ready for connections")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new StartFailed(
                        "MariaDB did not start; %s ends with:%n%s"
                                .formatted(folder.log(), endOfLog()));
            }
            Thread.sleep(POLL);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Lets the server finish its work, and kills it when that takes longer than 8 s. */
    void stop() {
        stopping = true;
        stop(process.toHandle());
    }

    /** Ends the server without waiting for anything. */
    void kill() {
        stopping = true;
        process.destroyForcibly();
    }

    /**
     * Stops servers on these tables that a killed process has left behind; they would keep the
     * tables locked. Only for the holder of the folder's lock, since then nobody alive owns them.
     */
    static void stopOrphans(Path tables) {
        ProcessHandle.allProcesses()
                .filter(process -> isServerOn(tables, process.info()))
                .forEach(orphan -> {
                    LOG.warn("Stopping MariaDB {}, left behind by a killed run", orphan.pid());
                    stop(orphan);
                });
    }

    /** Judged by its command line: a process id alone may have passed to somebody else. */
    private static boolean isServerOn(Path tables, ProcessHandle.Info process) {
        boolean server = process.command().orElse("").endsWith("/mariadbd");
        String[] arguments = process.arguments().orElse(new String[0]);
        return server && List.of(arguments).contains(MariaDbCommand.dataFolder(tables));
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        awaitExit(process, STOP_PATIENCE);
        if (process.isAlive()) {
            LOG.warn(
                    "MariaDB {} did not stop in {} s; killing it",
                    process.pid(),
                    STOP_PATIENCE.toSeconds());
            process.destroyForcibly();
            awaitExit(process, STOP_PATIENCE);
        }
    }

    private static void awaitExit(ProcessHandle process, Duration patience) {
        process.onExit()
                .completeOnTimeout(process, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void sayWhenUnexpected(Process ended) {
        if (!stopping) {
            LOG.error(
                    "MariaDB ended by itself with code {}; see {}",
                    ended.exitValue(),
                    folder.log());
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.log());
    }

    private String endOfLog() throws IOException {
        List<String> lines = log().lines().toList();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    }
}
