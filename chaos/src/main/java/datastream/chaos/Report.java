package datastream.chaos;

import datastream.chaos.process.CollectorProcess;
import datastream.chaos.scenario.Outcome;
import datastream.chaos.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Markdown file that is committed: one section for each database, which a later run on the same
 * database replaces.
 */
final class Report {

    private static final String TITLE =
            """
            # Reliability

            Written by `./datastream chaos`, not by hand. Senders over gRPC, MQTT and HTTP at once; each writes down
            every attempt and every acknowledgement, and afterwards the table is compared with that. *Lost*:
            acknowledged and not stored. *Duplicated*: stored twice. *Invented*: stored and never sent. *Corrupt*:
            stored with another value. *Late*: not acknowledged within the patience, in seconds, after the last
            fault. Acknowledged over MQTT means by the collector; where "PUBACK" is named, by the broker, which was
            not harmed in that scenario. In brackets: how long after a repair the slowest sender had to wait for
            its first acknowledgement.
            """;

    private static final String SECTION = "\n## ";

    private static final String HEAD =
            """
            | Fault | Faults | Acknowledged | of these during the faults (slowest recovery) | Lost | Duplicated | Invented | Corrupt | Late | Heap after GC | Result |
            |---|--:|--:|---|--:|--:|--:|--:|--:|--:|---|
            """;

    private final Path file;

    Report(Path file) {
        this.file = file;
    }

    void write(ChaosResult result) throws IOException {
        List<String> sections = new ArrayList<>(otherSections(result.product()));
        sections.add(section(result));
        sections.sort(null);
        String text = TITLE + sections.stream().map(s -> SECTION + s).collect(Collectors.joining());
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text);
    }

    private List<String> otherSections(String product) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return List.of(Files.readString(file).split(SECTION)).stream()
                .skip(1)
                .filter(section -> !section.startsWith(product + "\n"))
                .toList();
    }

    private static String section(ChaosResult result) {
        StringBuilder text = new StringBuilder();
        text.append(result.product()).append("\n\n");
        text.append(
                "`./datastream chaos %s`, %s, %d min. %s, Java %s, %d processors; collectors with a heap of %d MB.%n%n"
                        .formatted(
                                result.options(),
                                LocalDate.now(ZoneOffset.UTC),
                                result.took().toMinutes(),
                                servers(result),
                                Runtime.version(),
                                Runtime.getRuntime().availableProcessors(),
                                CollectorProcess.HEAP_MEGABYTES));
        text.append(HEAD);
        result.outcomes().forEach(outcome -> text.append(row(outcome)));
        result.outcomes().forEach(outcome -> text.append(findings(outcome)));
        return text.toString();
    }

    private static String servers(ChaosResult result) {
        return result.outcomes().stream()
                .map(Outcome::server)
                .filter(server -> !server.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String row(Outcome outcome) {
        Verdict verdict = outcome.verdict();
        if (verdict == null) {
            return "| %s | %d | – | – | – | – | – | – | – | – | %s |%n"
                    .formatted(outcome.fault(), outcome.faults(), result(outcome));
        }
        return "| %s | %,d | %,d | %s | %,d | %,d | %,d | %,d | %,d | %d MB | %s |%n"
                .formatted(
                        outcome.fault(),
                        outcome.faults(),
                        verdict.acknowledged(),
                        during(outcome),
                        verdict.lost(),
                        verdict.duplicated(),
                        verdict.invented(),
                        verdict.corrupt(),
                        verdict.unacknowledged(),
                        outcome.liveMegabytes(),
                        result(outcome));
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
        return outcome.passed() ? "passed" : "**failed**";
    }

    private static String findings(Outcome outcome) {
        return outcome.findings().stream()
                .map(finding -> "%n- %s: %s".formatted(outcome.scenario(), finding))
                .collect(Collectors.joining());
    }
}
