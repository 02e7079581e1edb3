package datastream.chaos;

import datastream.chaos.scenario.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The data of database and broker: hundreds of megabytes that nobody looks at after a success. */
final class DataFolders {

    private DataFolders() {}

    /** Leaves logs and journals in any case, and everything after a failure. */
    static void deleteWhenPassed(Outcome outcome) {
        if (outcome.passed()) {
            List.of("database", "broker").forEach(name -> delete(outcome.folder().resolve(name)));
        }
    }

    /** With everything in it, if it exists. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }
}
