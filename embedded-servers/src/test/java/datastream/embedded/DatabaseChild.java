package datastream.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A program with an embedded MariaDB, to be killed. */
final class DatabaseChild {

    private DatabaseChild() {}

    /** The arguments are the database's folder and the cache; the number said is the server's. */
    static void main(String[] arguments) throws InterruptedException {
        var config = new EmbeddedMariaDbConfig(Path.of(arguments[0]), Path.of(arguments[1]), 0);
        try (var database = new EmbeddedMariaDb(config)) {
            database.start();
            ChildJvm.sayReady(database.pid());
            Thread.currentThread().join();
        }
    }

    static ChildJvm start(EmbeddedMariaDbConfig config) throws IOException {
        return ChildJvm.start(
                DatabaseChild.class, config.folder().toString(), config.cache().toString());
    }

    /** The server's process, once the child is ready. */
    static ProcessHandle awaitServer(ChildJvm child) throws IOException {
        return ProcessHandle.of(child.awaitReady()).orElseThrow();
    }
}
