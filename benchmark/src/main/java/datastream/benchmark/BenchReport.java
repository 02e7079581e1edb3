package datastream.benchmark;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The files that are committed: what was measured as text, as JSON and as plots. */
final class BenchReport {

    private static final String RATE = ".rows_per_second";
    private static final String P50 = ".p50_ms";
    private static final String INGEST_WAITS = ".ingest_slowest_ms";
    private static final String NANOS = ".ns_per_row";

    private final Path folder;

    BenchReport(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws UncheckedIOException when it cannot be written
     */
    void write(BenchResult result) {
        try {
            Files.createDirectories(folder);
            BenchResult whole = withEarlier(result);
            Files.writeString(folder.resolve("report.json"), json(whole));
            Files.writeString(folder.resolve("PERFORMANCE.md"), markdown(whole));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + folder, e);
        }
    }

    /**
     * With the figures of other measures that an earlier run has left in the folder, when it was
     * made under the same conditions.
     */
    private BenchResult withEarlier(BenchResult result) throws IOException {
        Path file = folder.resolve("report.json");
        if (!Files.exists(file)) {
            return result;
        }
        JsonNode earlier = new ObjectMapper().readTree(file.toFile());
        JsonNode now = new ObjectMapper().valueToTree(conditions(result));
        for (Map.Entry<String, JsonNode> condition : now.properties()) {
            if (!condition.getValue().equals(earlier.get(condition.getKey()))) {
                return result;
            }
        }
        Set<String> measured =
                result.figures().keySet().stream()
                        .map(BenchReport::measure)
                        .collect(Collectors.toSet());
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> figure : earlier.properties()) {
            if (figure.getValue().isNumber() && !measured.contains(measure(figure.getKey()))) {
                figures.put(figure.getKey(), figure.getValue().doubleValue());
            }
        }
        figures.putAll(result.figures());
        return result.with(figures);
    }

    private static String measure(String figure) {
        return figure.substring(0, Math.max(0, figure.indexOf('.')));
    }

    /** Figures of runs that differ in these do not belong into one report. */
    private static Map<String, Object> conditions(BenchResult result) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("database", result.database());
        conditions.put("java", Runtime.version().toString());
        conditions.put("database_settings", result.databaseSettings());
        conditions.put("machine", Machine.description());
        conditions.put("effort", result.effort());
        conditions.put("collector_jvm", result.collectorJvm());
        return conditions;
    }

    private static String json(BenchResult result) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        report.putAll(conditions(result));
        result.figures().forEach((name, value) -> report.put(name, rounded(value)));
        return new ObjectMapper().writer(new DefaultPrettyPrinter()).writeValueAsString(report)
                + "\n";
    }

    private static Number rounded(double value) {
        return value >= 1_000
                ? (Number) Math.round(value)
                : (Number) (Math.round(value * 1e4) / 1e4);
    }

    private String markdown(BenchResult result) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(head(result));
        text.append(targets(result)).append('\n');
        text.append(new Plots(result.figures()).write(folder));
        text.append(rates(result.figures()));
        text.append(answers(result.figures()));
        text.append(parts(result.figures()));
        text.append(soak(result.figures()));
        return text.toString();
    }

    private static String head(BenchResult result) {
        return """
        # Performance

        Written by `./datastream bench`, not by hand, on %s: %s (%s); Java %s; %s. Collector's JVM: `%s`.
        %s

        Database, broker, collector and senders share the machine; every commit is flushed. Rows are readings that
        were acknowledged, and so committed; none was refused, at most 1 %% stored before. CPU seconds are those of all
        processes together. Every figure is the median of its samples; the cases of a group are sampled in
        turns, and ratios taken within each turn. `ingest.batch` is the generator's own sending code without its clock
        and its signals. `raw` loads the same rows, written beforehand, over two connections: one sensor in each batch,
        as generators send; `raw.mixed` with 1,000 sensors in each, as gateways do.

        """
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        result.database(),
                        result.databaseSettings(),
                        Runtime.version(),
                        Machine.description(),
                        String.join(" ", result.collectorJvm()),
                        result.effort());
    }

    private static String targets(BenchResult result) {
        return "## Targets\n\n| Figure | Measured | Floor | Aim | |\n|---|--:|--:|--:|---|\n"
                + Target.all().stream()
                        .map(target -> target.row(result.figures()))
                        .collect(Collectors.joining());
    }

    /** The names of all cases that have a rate. */
    static List<String> cases(Map<String, Double> figures) {
        return cases(figures, RATE);
    }

    private static List<String> cases(Map<String, Double> figures, String figure) {
        return figures.keySet().stream()
                .filter(name -> name.endsWith(figure))
                .map(name -> name.substring(0, name.length() - figure.length()))
                .toList();
    }

    private static String rates(Map<String, Double> figures) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                ## Every case

                CPU in microseconds a row; memory of the collector: its resident size, what is alive in its heap, and what
                it allocates for a row; latencies of acknowledgements in milliseconds.

                | Case | Rows/s | Rows/CPU-s | Database | Collector | Senders | Broker | Resident | Live | Bytes a row | p50 | p99 | p99.9 |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """);
        for (String name : cases(figures)) {
            text.append(
                    "| %s | %s | %s | %s | %s | %s | %s | %s MB | %s MB | %s | %s | %s | %s |\n"
                            .formatted(
                                    name,
                                    number(figures, name + ".rows_per_second"),
                                    number(figures, name + ".rows_per_cpu_second"),
                                    number(figures, name + ".cpu_us_per_row.database"),
                                    number(figures, name + ".cpu_us_per_row.collector"),
                                    number(figures, name + ".cpu_us_per_row.senders"),
                                    number(figures, name + ".cpu_us_per_row.broker"),
                                    number(figures, name + ".collector_resident_mb"),
                                    number(figures, name + ".collector_live_mb"),
                                    number(figures, name + ".allocated_bytes_per_row"),
                                    number(figures, name + ".p50_ms"),
                                    number(figures, name + ".p99_ms"),
                                    number(figures, name + ".p999_ms")));
        }
        return text.toString();
    }

    private static String answers(Map<String, Double> figures) {
        List<String> answers = new ArrayList<>(cases(figures, P50));
        answers.removeAll(cases(figures));
        if (answers.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(
                """

                ## Answers beside ingest

                One user asks one thing after the other, in milliseconds; the number is that of the rows in the table before
                ingest began, which goes on at half of what it could.

                | Request | p50 | p99 | p99.9 | Slowest |
                |---|--:|--:|--:|--:|
                """);
        for (String name : answers) {
            text.append(
                    "| %s | %s | %s | %s | %s |\n"
                            .formatted(
                                    name,
                                    number(figures, name + P50),
                                    number(figures, name + ".p99_ms"),
                                    number(figures, name + ".p999_ms"),
                                    number(figures, name + ".slowest_ms")));
        }
        return text.append(waits(figures)).toString();
    }

    private static String waits(Map<String, Double> figures) {
        StringBuilder text = new StringBuilder();
        for (String name : cases(figures, INGEST_WAITS)) {
            text.append("| %s | %s |\n".formatted(name, number(figures, name + INGEST_WAITS)));
        }
        return text.isEmpty()
                ? ""
                : "\n| Meanwhile | Slowest batch of ingest, ms |\n|---|--:|\n" + text;
    }

    private static String parts(Map<String, Double> figures) {
        List<String> parts = cases(figures, NANOS);
        if (parts.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(
                """

                ## Codec and writer alone

                By JMH, one thread asking: `decode…` and `encode…` between bytes and checked readings, `ingest` from there through
                room and lanes to a store that keeps nothing, `rows` to the text of LOAD DATA.

                | Part | ns a row | Allocated bytes a row |
                |---|--:|--:|
                """);
        for (String name : parts) {
            text.append(
                    "| %s | %s | %s |\n"
                            .formatted(
                                    name,
                                    number(figures, name + NANOS),
                                    number(figures, name + ".allocated_bytes_per_row")));
        }
        return text.toString();
    }

    private static String soak(Map<String, Double> figures) {
        if (!figures.containsKey("soak.minutes")) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(
                """

                ## Memory over time

                The collector under 1,000 streams with 20,000 readings a second, over %s minutes.

                | | Resident | Live heap |
                |---|--:|--:|
                """
                        .formatted(number(figures, "soak.minutes")));
        for (String when : List.of("first", "middle", "last")) {
            text.append(
                    "| %s | %s MB | %s MB |\n"
                            .formatted(
                                    when,
                                    number(figures, "soak.collector_resident_mb." + when),
                                    number(figures, "soak.collector_live_mb." + when)));
        }
        return text.toString();
    }

    private static String number(Map<String, Double> figures, String name) {
        Double value = figures.get(name);
        if (value == null) {
            return "";
        }
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
