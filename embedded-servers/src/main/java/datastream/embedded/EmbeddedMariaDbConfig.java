package datastream.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an embedded MariaDB lives. It listens on 127.0.0.1 and nowhere else.
 *
 * @param folder all that is its own: tables, password, log; must outlive the process
 * @param cache where the server's program is unpacked, once per version, for every project
 * @param port 1 to 65535, or 0 for any free one
 */
public record EmbeddedMariaDbConfig(Path folder, Path cache, int port) {

    public EmbeddedMariaDbConfig {
        folder = folder.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
    }

    /** A database in {@code folder} on any free port. */
    public static EmbeddedMariaDbConfig in(Path folder) {
        return new EmbeddedMariaDbConfig(folder, defaultCache(), 0);
    }

    /** {@code $XDG_CACHE_HOME/datastream}, by default {@code ~/.cache/datastream}. */
    private static Path defaultCache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("datastream");
    }
}
