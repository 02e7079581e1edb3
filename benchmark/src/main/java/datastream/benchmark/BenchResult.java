package datastream.benchmark;

import java.util.List;
import java.util.Map;

/**
 * What a run has measured.
 *
 * @param database name and version of the server
 * @param databaseSettings those that matter for speed
 * @param collectorJvm options of the collector's JVM
 * @param effort how long it measured
 * @param figures by name, in order
 */
public record BenchResult(
        String database,
        String databaseSettings,
        List<String> collectorJvm,
        String effort,
        Map<String, Double> figures) {

    /** The same, with other figures. */
    BenchResult with(Map<String, Double> others) {
        return new BenchResult(database, databaseSettings, collectorJvm, effort, others);
    }
}
