package datastream.benchmark.measure;

import datastream.benchmark.rig.FilledTable;
import datastream.benchmark.rig.Memory;
import datastream.benchmark.rig.RestClient;
import datastream.testbed.HarnessFailure;
import java.util.ArrayList;
import java.util.List;

/** How quickly a whole table comes out as a file, alone and while ingest goes on. */
final class Export implements Measure {

    private static final List<String> FORMATS = List.of("csv", "ndjson");

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String question() {
        return "How quickly does everything come out as a file?";
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        for (long rows : bench.effort().tables()) {
            FilledTable table = bench.rig().fillForQueries(rows);
            bench.alone(rest -> export(bench, "export.alone.", table, rest));
            bench.besideIngest(rest -> export(bench, "export.beside_ingest.", table, rest));
        }
    }

    private static void export(Bench bench, String when, FilledTable table, RestClient rest)
            throws InterruptedException {
        for (String format : FORMATS) {
            String name = when + format + "_" + table.rows();
            if (bench.wants(name)) {
                export(bench, name, format, new Filters(table).all(), rest);
            }
        }
    }

    private static void export(
            Bench bench, String name, String format, String filter, RestClient rest)
            throws InterruptedException {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < bench.effort().repeats(); i++) {
            long begin = System.nanoTime();
            long lines = rest.lines("/api/readings/export?format=" + format + filter);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (lines <= 1) {
                throw new HarnessFailure("Nothing was exported of " + filter);
            }
            rates.add(lines / seconds);
            bench.out().printf("%-36s %,9.0f rows/s%n", name, lines / seconds);
        }
        Memory memory = bench.rig().memory();
        bench.figures()
                .put(
                        name + ".rows_per_second",
                        Figures.median(rates.stream().mapToDouble(Double::doubleValue).toArray()));
        bench.figures().put(name + ".collector_resident_mb", memory.residentMegabytes());
        bench.figures().put(name + ".collector_live_mb", memory.liveMegabytes());
    }
}
