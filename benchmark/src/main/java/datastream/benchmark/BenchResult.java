package datastream.benchmark;

import java.util.List;
import java.util.Map;

/**
 * What a run has measured.
 *
 * @param database name and version of the server
 * @param collectorJvm options of the collector's JVM
 * @param figures by name, in order
 */
public record BenchResult(
        String database, List<String> collectorJvm, Map<String, Double> figures) {}
