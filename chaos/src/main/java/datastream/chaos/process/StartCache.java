package datastream.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What programs load at their start, kept in files of the JVM (an AOT cache, JEP 514): with it a
 * child is up in half the time. Only for speed: a cache that does not fit is passed over by the
 * JVM.
 *
 * @param folder for the files; null for no cache at all
 */
public record StartCache(@Nullable Path folder) {

    /** Every child starts as if for the first time. */
    public static final StartCache NONE = new StartCache(null);

    /** Whether it would be of use to {@link #record} a start of this program. */
    boolean lacks(Class<?> program) {
        return folder != null && !Files.exists(folder.resolve(file(program)));
    }

    /** Options of the JVM for a quick start, if one was recorded. */
    List<String> use(Class<?> program) {
        return folder == null || lacks(program)
                ? List.of()
                : List.of("-XX:AOTCache=" + folder.resolve(file(program)));
    }

    /** Options with which a JVM that ends properly records its start. */
    List<String> record(Class<?> program) {
        if (folder == null) {
            return List.of();
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-XX:AOTCacheOutput=" + folder.resolve(file(program)));
    }

    private static String file(Class<?> program) {
        return program.getSimpleName() + ".aot";
    }
}
