package datastream.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A MySQL server, run by a command that the user gives. */
public final class MySqlServer implements DatabaseServer {

    private static final String USER = "datastream";
    private static final String PASSWORD = "datastream-chaos";
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private static final String ACCOUNTS =
            """
            CREATE DATABASE IF NOT EXISTS datastream CHARACTER SET utf8mb4;
            CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
            GRANT ALL ON *.* TO '%1$s'@'%%';
            """
                    .formatted(USER, PASSWORD);

    private final int port = Ports.free();
    private final List<String> program;
    private final Path folder;
    private @Nullable Process process;
    private @Nullable DeathGuard guard;

    /**
     * @param command how {@code mysqld} is run, words separated by spaces, options such as {@code
     *     --no-defaults} and {@code --basedir} included
     * @param folder where its data is; made at the first start
     */
    public MySqlServer(String command, Path folder) {
        program = List.of(command.strip().split("\\s+"));
        this.folder = folder;
    }

    @Override
    public String product() {
        return "MySQL";
    }

    @Override
    public void start() {
        try {
            if (!Files.exists(folder)) {
                layTables();
            }
            Process started = launch(serve());
            process = started;
            guard = DeathGuard.over(started.toHandle());
            awaitAnswer(started);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start MySQL in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessFailure("Interrupted while MySQL started", e);
        }
    }

    private void layTables() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.writeString(accounts(), ACCOUNTS);
        List<String> command = common();
        command.add("--initialize-insecure");
        if (launch(command).waitFor() != 0) {
            throw new HarnessFailure("MySQL could not lay its tables; see " + log());
        }
    }

    private List<String> serve() {
        List<String> command = common();
        command.add("--bind-address=127.0.0.1");
        command.add("--port=" + port);
        command.add("--socket=" + folder.resolve("s"));
        command.add("--mysqlx=OFF");
        command.add("--innodb-flush-log-at-trx-commit=1");
        command.add("--sync-binlog=1");
        command.add("--local-infile=ON");
        // As in docker-compose.yml.
        command.add("--innodb-buffer-pool-size=512M");
        command.add("--init-file=" + accounts());
        return command;
    }

    private List<String> common() {
        List<String> command = new ArrayList<>(program);
        command.add("--datadir=" + folder.resolve("tables"));
        command.add("--secure-file-priv=NULL");
        command.add("--user=" + System.getProperty("user.name"));
        return command;
    }

    private Process launch(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
    }

    private void awaitAnswer(Process started) throws InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new HarnessFailure("MySQL did not start; see " + log());
            }
            Thread.sleep(POLL);
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(jdbcUrl(), USER, PASSWORD)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void kill() {
        end(Process::destroyForcibly);
    }

    @Override
    public void stop() {
        end(Process::destroy);
    }

    private interface Ending {
        void of(Process process);
    }

    private void end(Ending ending) {
        Process running = process;
        if (running == null) {
            return;
        }
        ending.of(running);
        running.onExit()
                .completeOnTimeout(running, STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (running.isAlive()) {
            throw new HarnessFailure("MySQL does not stop; see " + log());
        }
        process = null;
        if (guard != null) {
            guard.close();
        }
    }

    @Override
    public void freeze() {
        Signals.stop(running().toHandle());
    }

    @Override
    public void thaw() {
        Signals.resume(running().toHandle());
    }

    @Override
    public ProcessHandle handle() {
        return running().toHandle();
    }

    private Process running() {
        if (process == null) {
            throw new HarnessFailure("MySQL is not running");
        }
        return process;
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:mysql://127.0.0.1:%d/datastream".formatted(port);
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public void close() {
        kill();
    }

    private Path accounts() {
        return folder.resolve("accounts.sql");
    }

    private Path log() {
        return folder.resolve("mysqld.log");
    }
}
