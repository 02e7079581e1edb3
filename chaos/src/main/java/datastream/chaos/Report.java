package datastream.chaos;

import datastream.chaos.scenario.Outcome;
import datastream.chaos.scenario.Scenarios;
import datastream.chaos.verdict.Verdict;
import datastream.testbed.CollectorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Markdown file that is committed: one table for each database, one row for each scenario. A
 * later run replaces the rows of its own scenarios and leaves the others.
 */
final class Report {

    private static final String TITLE =
            """
            # Reliability

            Written by `./datastream chaos`, not by hand. Senders over gRPC, MQTT and HTTP at once; each writes down
            every attempt and every acknowledgement, and afterwards the table is compared with that. *Lost*:
            acknowledged and not stored. *Duplicated*: stored twice. *Invented*: stored and never sent. *Corrupt*:
            stored with another value. *Late*: not acknowledged within the patience after the last fault.
            Acknowledged over MQTT means by the collector; where "PUBACK" is named, by the broker, which was not
            harmed in that scenario. In brackets: how long after a repair the slowest sender had to wait for its
            first acknowledgement. *Heap*: the most that a full collection left of a collector's %d MB.
            """
                    .formatted(CollectorProcess.HEAP_MEGABYTES);

    private static final String SECTION = "\n## ";

    private static final String HEAD =
            """

            | Scenario | Fault | Faults | Acknowledged | of these from the first fault on (slowest recovery) | Lost | Duplicated | Invented | Corrupt | Late | Heap | Result | Run |
            |---|---|--:|--:|---|--:|--:|--:|--:|--:|--:|---|---|
            """;

    private static final Comparator<String> IN_ORDER =
            Comparator.comparingInt(Scenarios.names()::indexOf);

    private final Path file;

    Report(Path file) {
        this.file = file;
    }

    /**
     * @throws UncheckedIOException when it cannot be written
     */
    void write(ChaosResult result) {
        try {
            replaceRows(result);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private void replaceRows(ChaosResult result) throws IOException {
        SortedMap<String, SortedMap<String, String>> sections = sections();
        SortedMap<String, String> rows =
                sections.computeIfAbsent(result.product(), _ -> new TreeMap<>(IN_ORDER));
        result.outcomes().forEach(outcome -> rows.put(outcome.scenario(), row(outcome, result)));
        String text =
                sections.entrySet().stream()
                        .map(section ->
                                SECTION
                                        + section.getKey()
                                        + "\n"
                                        + HEAD
                                        + String.join("", section.getValue().values()))
                        .collect(Collectors.joining("", TITLE, ""));
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.writeString(file, text);
    }

    /** What the file holds: the rows by scenario, by product. */
    private SortedMap<String, SortedMap<String, String>> sections() throws IOException {
        SortedMap<String, SortedMap<String, String>> sections = new TreeMap<>();
        if (Files.exists(file)) {
            Stream.of(Files.readString(file).split(SECTION))
                    .skip(1)
                    .forEach(section ->
                            sections.put(section.lines().findFirst().orElseThrow(), rows(section)));
        }
        return sections;
    }

    private static SortedMap<String, String> rows(String section) {
        SortedMap<String, String> rows = new TreeMap<>(IN_ORDER);
        section.lines()
                .filter(line -> Scenarios.names().contains(scenario(line)))
                .forEach(line -> rows.put(scenario(line), line + "\n"));
        return rows;
    }

    private static String scenario(String line) {
        return line.replaceFirst("^\\| (\\S+) \\|.*", "$1");
    }

    private static String row(Outcome outcome, ChaosResult result) {
        return "| %s | %s | %,d | %s | %s | %s |%n"
                .formatted(
                        outcome.scenario(),
                        outcome.fault(),
                        outcome.faults(),
                        counts(outcome),
                        result(outcome),
                        run(outcome, result));
    }

    private static String counts(Outcome outcome) {
        Verdict verdict = outcome.verdict();
        return verdict == null
                ? "– | – | – | – | – | – | – | –"
                : "%,d | %s | %,d | %,d | %,d | %,d | %,d | %d MB"
                        .formatted(
                                verdict.acknowledged(),
                                during(outcome),
                                verdict.lost(),
                                verdict.duplicated(),
                                verdict.invented(),
                                verdict.corrupt(),
                                verdict.unacknowledged(),
                                outcome.liveMegabytes());
    }

    private static String during(Outcome outcome) {
        return outcome.doors().stream()
                .map(door ->
                        "%s %,d (%.1f s)"
                                .formatted(
                                        door.door().title(),
                                        door.duringFaults(),
                                        door.slowestRecovery().toMillis() / 1e3))
                .collect(Collectors.joining(", "));
    }

    private static String result(Outcome outcome) {
        if (outcome.notPossible() != null) {
            return "not possible on the machine: " + outcome.notPossible();
        }
        return outcome.passed()
                ? "passed"
                : "**failed**: " + String.join("; ", outcome.findings()).replace("|", "/");
    }

    private static String run(Outcome outcome, ChaosResult result) {
        return "%s, `%s`, %s, Java %s, %d processors, %d min"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        result.options(),
                        outcome.server(),
                        Runtime.version().feature(),
                        Runtime.getRuntime().availableProcessors(),
                        Math.ceilDiv(outcome.took().toSeconds(), 60));
    }
}
