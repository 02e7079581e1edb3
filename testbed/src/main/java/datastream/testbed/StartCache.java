package datastream.testbed;

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
        return lacks(program.getSimpleName());
    }

    /** The same of a program that starts in one of several ways. */
    public boolean lacks(String start) {
        return folder != null && !Files.exists(folder.resolve(file(start)));
    }

    /** Options of the JVM for a quick start, if one was recorded. */
    List<String> use(Class<?> program) {
        return use(program.getSimpleName());
    }

    /** The same of a program that starts in one of several ways. */
    public List<String> use(String start) {
        return folder == null || lacks(start)
                ? List.of()
                : List.of("-XX:AOTCache=" + folder.resolve(file(start)));
    }

    /** Options with which a JVM that ends properly records its start. */
    List<String> record(Class<?> program) {
        return record(program.getSimpleName());
    }

    /** The same of a program that starts in one of several ways. */
    public List<String> record(String start) {
        if (folder == null) {
            return List.of();
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-XX:AOTCacheOutput=" + folder.resolve(file(start)));
    }

    private static String file(String start) {
        return start + ".aot";
    }
}
