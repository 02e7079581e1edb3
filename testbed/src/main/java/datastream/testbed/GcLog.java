package datastream.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        try (Stream<String> lines = Files.lines(file)) {
            return mostLeft(lines.toList());
        } catch (NoSuchFileException neverStarted) {
            return 0;
        } catch (IOException e) {
            throw new HarnessFailure("Cannot read " + file, e);
        }
    }

    static int mostLeft(List<String> lines) {
        return lines.stream()
                .map(FULL::matcher)
                .flatMap(Matcher::results)
                .map((MatchResult found) -> found.group(1))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }
}
