package datastream.benchmark.measure;

import java.util.List;

/** Everything that can be measured. */
public final class Measures {

    private Measures() {}

    /** In the order of the report. */
    public static List<Measure> all() {
        return List.of(
                new Parts(),
                new Ingest(),
                new Streams(),
                new Growth(),
                new Query(),
                new Edit(),
                new Export(),
                new Soak());
    }

    /** Their names, for the command line. */
    public static List<String> names() {
        return all().stream().map(Measure::name).toList();
    }
}
