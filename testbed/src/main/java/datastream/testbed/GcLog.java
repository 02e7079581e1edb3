package datastream.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a JVM wrote about its garbage collections: how much was still alive after them. */
final class GcLog {

    /** As in {@code GC(7) Pause Full (Allocation Failure) 170M->41M(185M) 60.123ms}. */
    private static final Pattern FULL = Pattern.compile("Pause Full .*?\\d+M->(\\d+)M\\(");

    private GcLog() {}

    /** The option that makes the JVM write it. */
    static String option(Path file) {
        return "-Xlog:gc:file=" + file + ":uptime:filecount=0";
    }

    /**
     * The most megabytes that a full collection left, 0 when there was none: then nothing old
     * enough has gathered to ask for one.
     */
    static int mostLeftByFullCollection(Path file) {
        return left(lines(file)).max().orElse(0);
    }

    /**
     * The megabytes that the last full collection left.
     *
     * @throws HarnessFailure when there was none
     */
    static int leftByLastFullCollection(Path file) {
        return left(lines(file))
                .reduce((_, later) -> later)
                .orElseThrow(() -> new HarnessFailure("No full collection in " + file));
    }

    /** What each full collection left, in megabytes. */
    static IntStream left(List<String> lines) {
        return lines.stream()
                .map(FULL::matcher)
                .flatMap(Matcher::results)
                .map((MatchResult found) -> found.group(1))
                .mapToInt(Integer::parseInt);
    }

    private static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        } catch (NoSuchFileException neverStarted) {
            return List.of();
        } catch (IOException e) {
            throw new HarnessFailure("Cannot read " + file, e);
        }
    }
}
