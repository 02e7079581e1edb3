package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;
import datastream.benchmark.rig.Sample;
import java.util.ArrayList;
import java.util.List;

/** How the cost of a row grows: with sensors, with the size of batches, with the table. */
final class Growth implements Measure {

    private static final int[] SENSORS = {10, 1_000, 10_000, 100_000, 1_000_000};
    private static final int[] BATCHES = {10, 100, 1_000, 5_000, 10_000};
    private static final int GATEWAYS = 4;
    private static final int BATCH = 5_000;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String question() {
        return "How does the cost of a row grow with sensors, batches and the table?";
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        for (int sensors : SENSORS) {
            if (sensors <= bench.effort().mostSensors()) {
                sample(bench, "growth.sensors_" + sensors, sensors, BATCH);
            }
        }
        for (int batch : BATCHES) {
            sample(bench, "growth.batch_" + batch, 1_000, batch);
        }
        withTheTable(bench);
    }

    private static void sample(Bench bench, String name, int sensors, int batch)
            throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        int gateways = Math.min(GATEWAYS, sensors);
        for (int i = 0; i < bench.effort().repeats(); i++) {
            samples.add(
                    bench.sample(name, bench.order(LoadKind.GATEWAY, sensors, batch, gateways)));
        }
        bench.figures().putRates(name, samples);
    }

    /** The bare loader fills the table; in turns with it the collector is measured. */
    private static void withTheTable(Bench bench) throws InterruptedException {
        bench.rig().truncate();
        long rows = 0;
        for (long at = 0; at <= bench.effort().mostRows(); at = Math.max(100_000, at * 10)) {
            rows = bench.rig().fill(rows, at);
            String name = "growth.rows_" + at;
            Sample sample =
                    bench.sampleOnTop(name, bench.order(LoadKind.GATEWAY, 1_000, BATCH, GATEWAYS));
            bench.figures().putRates(name, List.of(sample));
            rows += sample.rows();
        }
    }
}
