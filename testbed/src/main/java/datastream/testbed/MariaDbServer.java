package datastream.testbed;

import datastream.embedded.EmbeddedMariaDb;
import datastream.embedded.EmbeddedMariaDbConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The embedded MariaDB. */
public final class MariaDbServer implements DatabaseServer {

    private final int port = Ports.free();
    private final EmbeddedMariaDb server;
    private @Nullable DeathGuard guard;
    private String url = "";
    private String password = "";

    /**
     * @param folder where its data is; made at the first start
     */
    public MariaDbServer(Path folder) {
        var anyPort = EmbeddedMariaDbConfig.in(folder);
        server =
                new EmbeddedMariaDb(
                        new EmbeddedMariaDbConfig(anyPort.folder(), anyPort.cache(), port));
    }

    @Override
    public String product() {
        return "MariaDB";
    }

    @Override
    public void start() {
        server.start();
        url = server.jdbcUrl();
        password = server.password();
        guard = DeathGuard.over(handle());
    }

    @Override
    public void kill() {
        server.kill();
        // Takes the dead server off the books, so that it can be started again.
        stop();
    }

    @Override
    public void stop() {
        server.close();
        if (guard != null) {
            guard.close();
            guard = null;
        }
    }

    @Override
    public void freeze() {
        Signals.stop(handle());
    }

    @Override
    public void thaw() {
        Signals.resume(handle());
    }

    @Override
    public boolean isAlive() {
        return server.isAlive();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String jdbcUrl() {
        return url;
    }

    @Override
    public String user() {
        return server.user();
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public ProcessHandle handle() {
        return ProcessHandle.of(server.pid())
                .orElseThrow(() -> new HarnessFailure("MariaDB is not running"));
    }
}
