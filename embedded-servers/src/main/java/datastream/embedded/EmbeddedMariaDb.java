package datastream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real MariaDB server, kept in a folder of its own: durable, on 127.0.0.1 only, with one account
 * and a random password.
 *
 * <p>The data outlives {@link #close}, and the death of this process too: a server that a killed
 * process left behind is found and stopped at the next start. Until {@link #close} nothing stops
 * the server, neither Ctrl-C nor the end of the JVM, so that its users can finish before it.
 *
 * <p>Thread-safe. Can be started again after {@link #close}.
 */
public final class EmbeddedMariaDb implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMariaDb.class);
    private static final String USER = "datastream";

    private final EmbeddedMariaDbConfig config;
    private @Nullable Running running;

    /** Volatile: it is killed while another thread holds the monitor. */
    private volatile @Nullable MariaDbProcess newest;

    private record Running(FolderLock lock, MariaDbProcess process, String url, String password) {
        /** Never shows the password. */
        @Override
        public String toString() {
            return "Running[" + url + "]";
        }
    }

    public EmbeddedMariaDb(EmbeddedMariaDbConfig config) {
        this.config = config;
    }

    /**
     * Starts the server and returns when it takes connections: within a second or two, and some
     * more the first time, when the program is unpacked and the tables are laid.
     *
     * @throws FolderInUse while another one serves the same folder
     * @throws StartFailed when the server cannot start, with the end of its log
     */
    public synchronized void start() {
        if (running != null) {
            throw new IllegalStateException("Already started");
        }
        FolderLock lock = FolderLock.take(config.folder());
        try {
            running = startLocked(lock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start MariaDB in " + config.folder(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("Interrupted while MariaDB started", e);
        } finally {
            if (running == null) {
                lock.close();
            }
        }
    }

    /** Where to connect: {@code jdbc:mysql://127.0.0.1:PORT/datastream}. */
    public synchronized String jdbcUrl() {
        return started().url();
    }

    /** May do anything in every database whose name begins with {@code datastream}. */
    public String user() {
        return USER;
    }

    public synchronized String password() {
        return started().password();
    }

    /** The process id of the server. */
    public synchronized long pid() {
        return started().process().pid();
    }

    /** Whether the server runs. */
    public synchronized boolean isAlive() {
        return running != null && running.process().isAlive();
    }

    /**
     * Kills the server, even while {@link #start} or {@link #close} waits for it. What was
     * committed is safe: the next start recovers it.
     */
    public void kill() {
        MariaDbProcess launched = newest;
        if (launched != null) {
            launched.kill();
        }
    }

    /** Stops the server, cleanly within 8 s or else by force; the data stays. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.process().stop();
            running.lock().close();
            running = null;
        }
    }

    private Running started() {
        if (running == null) {
            throw new IllegalStateException("MariaDB is not started");
        }
        return running;
    }

    private Running startLocked(FolderLock lock) throws IOException, InterruptedException {
        MariaDbProgram program = MariaDbProgram.in(config.cache());
        var folder = new MariaDbFolder(config.folder().toRealPath());
        MariaDbProcess.stopOrphans(folder.tables());
        Files.createDirectories(folder.temporary());
        if (!Files.isDirectory(folder.tables())) {
            install(program, folder);
        }
        String password = SecretFile.readOrMake(folder.password());
        folder.writeAccounts(USER, password);
        int port = FreePort.find(config.port(), HOST);
        MariaDbProcess process = serve(program, folder, port);
        folder.removeAccounts();
        return new Running(lock, process, folder.jdbcUrl(HOST, port), password);
    }

    /** Lays the tables beside and renames, so that an interrupted installation is never used. */
    private static void install(MariaDbProgram program, MariaDbFolder folder)
            throws IOException, InterruptedException {
        LOG.info("Laying a new database in {}", folder.folder());
        WholeFolder.delete(folder.unfinishedTables());
        ProcessBuilder installer =
                new ProcessBuilder(MariaDbCommand.install(program, folder))
                        .directory(program.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.installLog().toFile());
        installer.environment().put("TMPDIR", folder.temporary().toString());
        awaitSuccess(installer.start(), folder.installLog());
        Files.move(folder.unfinishedTables(), folder.tables(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitSuccess(Process installer, Path log) throws InterruptedException {
        try {
            if (installer.waitFor() != 0) {
                throw new StartFailed("MariaDB could not lay its tables; see " + log);
            }
        } finally {
            installer.descendants().forEach(ProcessHandle::destroyForcibly);
            installer.destroyForcibly();
        }
    }

    private MariaDbProcess serve(MariaDbProgram program, MariaDbFolder folder, int port)
            throws IOException, InterruptedException {
        var process = MariaDbProcess.launch(MariaDbCommand.serve(program, folder, port), folder);
        newest = process;
        boolean ready = false;
        try {
            process.awaitReady();
            ready = true;
        } finally {
            if (!ready) {
                process.stop();
            }
        }
        return process;
    }
}
