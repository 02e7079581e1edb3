package datastream.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The plots of a report: what the table says, to be seen at a glance. */
final class Plots {

    private static final List<String> PROCESSES =
            List.of("database", "collector", "senders", "broker");

    private final Map<String, Double> figures;

    Plots(Map<String, Double> figures) {
        this.figures = figures;
    }

    /**
     * Writes those that there are figures for.
     *
     * @return Markdown that shows them
     */
    String write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(write(folder, "rates", rates("Acknowledged rows per second", false)));
        text.append(write(folder, "cpu", cpu()));
        text.append(
                write(folder, "growth", rates("Rows per second as things grow (gateway)", true)));
        return text.toString();
    }

    private static String write(Path folder, String name, BarChart chart) throws IOException {
        if (chart.isEmpty()) {
            return "";
        }
        Files.writeString(folder.resolve(name + ".svg"), chart.svg());
        return "![%s](%s.svg)\n\n".formatted(name, name);
    }

    private BarChart rates(String title, boolean growth) {
        BarChart chart = new BarChart(title, List.of("rows"));
        for (String name : BenchReport.cases(figures)) {
            if (name.startsWith("growth.") == growth) {
                chart.add(name, List.of(figures.getOrDefault(name + ".rows_per_second", 0.0)));
            }
        }
        return chart;
    }

    private BarChart cpu() {
        BarChart chart = new BarChart("CPU time of a row, in microseconds", PROCESSES);
        for (String name : BenchReport.cases(figures)) {
            chart.add(
                    name,
                    PROCESSES.stream()
                            .map(process ->
                                    figures.getOrDefault(name + ".cpu_us_per_row." + process, 0.0))
                            .toList());
        }
        return chart;
    }
}
