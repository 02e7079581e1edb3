package datastream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

    @TempDir private Path folder;

    private static BenchResult result() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("raw.load_data.rows_per_second", 250_000.4);
        figures.put("ingest.batch.rows_per_second", 150_000.0);
        figures.put("ingest.batch.cpu_us_per_row.database", 6.25);
        figures.put("ingest.batch.of_raw_per_second", 0.5999);
        figures.put("streams.grpc.calm.rows_per_second", 5_000.0);
        figures.put("streams.grpc.calm.p50_ms", 1.2);
        return new BenchResult(
                "MySQL 9.7", "sync_binlog=1", List.of("-Xmx256m"), "3 samples.", figures);
    }

    @Test
    void tellsEveryFigureAsJson() throws IOException {
        new BenchReport(folder).write(result());

        JsonNode json = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.path("database").asText()).isEqualTo("MySQL 9.7");
        assertThat(json.path("raw.load_data.rows_per_second").asLong()).isEqualTo(250_000);
        assertThat(json.path("ingest.batch.of_raw_per_second").asDouble()).isEqualTo(0.5999);
    }

    @Test
    void saysWhichTargetsAreReached() throws IOException {
        new BenchReport(folder).write(result());

        List<String> lines = Files.readAllLines(folder.resolve("PERFORMANCE.md"));
        assertThat(line(lines, "`raw`, rows per second | 0.60 |")).contains("**short**");
        assertThat(line(lines, "`ingest.batch`, rows per second")).contains("floor reached");
        assertThat(line(lines, "5,000/s: p50 in ms")).contains("aim reached");
        assertThat(line(lines, "5,000/s: p99 in ms")).contains("not measured");
    }

    @Test
    void keepsTheOtherMeasuresOfAnEarlierRunUnderTheSameConditions() throws IOException {
        BenchResult first = result();
        new BenchReport(folder).write(first);
        new BenchReport(folder).write(first.with(Map.of("ingest.http.rows_per_second", 1.0)));

        JsonNode json = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.path("ingest.http.rows_per_second").asDouble()).isEqualTo(1);
        assertThat(json.has("ingest.batch.rows_per_second")).isFalse();
        assertThat(json.path("streams.grpc.calm.p50_ms").asDouble()).isEqualTo(1.2);
        assertThat(folder.resolve("PERFORMANCE.md")).content().contains("streams.grpc.calm");
    }

    @Test
    void forgetsWhatWasMeasuredUnderOtherConditions() throws IOException {
        new BenchReport(folder).write(result());
        new BenchReport(folder)
                .write(
                        new BenchResult(
                                "MySQL 9.7",
                                "sync_binlog=0",
                                List.of("-Xmx256m"),
                                "3 samples.",
                                Map.of("ingest.http.rows_per_second", 1.0)));

        JsonNode json = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.has("streams.grpc.calm.p50_ms")).isFalse();
    }

    @Test
    void drawsPlotsThatAreWellFormed() throws Exception {
        new BenchReport(folder).write(result());

        assertThat(folder.resolve("PERFORMANCE.md")).content().contains("(rates.svg)", "(cpu.svg)");
        for (String plot : List.of("rates.svg", "cpu.svg")) {
            var document =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(folder.resolve(plot).toFile());
            assertThat(document.getElementsByTagName("text").getLength()).isGreaterThan(3);
        }
        assertThat(folder.resolve("growth.svg")).doesNotExist();
    }

    private static String line(List<String> lines, String part) {
        return lines.stream().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }
}
