package datastream.benchmark;

import datastream.benchmark.measure.Effort;
import datastream.benchmark.measure.Measure;
import datastream.testbed.DatabaseServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * What to measure.
 *
 * @param measures in this order
 * @param cases names of the cases that are wanted, or what these begin with up to a dot; all when
 *     there are none
 * @param effort how long
 * @param database makes the server for a data folder
 * @param collectorJvm options of the collector's JVM
 * @param folder for data and logs; deleted afterwards
 */
public record BenchPlan(
        List<Measure> measures,
        List<String> cases,
        Effort effort,
        Function<Path, DatabaseServer> database,
        List<String> collectorJvm,
        Path folder) {

    public BenchPlan {
        measures = List.copyOf(measures);
        cases = List.copyOf(cases);
        collectorJvm = List.copyOf(collectorJvm);
    }
}
