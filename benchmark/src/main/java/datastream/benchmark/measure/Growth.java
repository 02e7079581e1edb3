package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;

/** How the cost of a row grows: with sensors, the size of batches, senders, and the table. */
final class Growth implements Measure {

    private static final int[] SENSORS = {10, 1_000, 10_000, 100_000, 1_000_000};
    private static final int[] BATCHES = {10, 100, 1_000, 5_000, 10_000};
    private static final int[] STREAMS = {1, 10, 100, 1_000};
    private static final int STREAMED_BATCH = 100;
    private static final int GATEWAYS = 4;
    private static final int BATCH = 5_000;
    private static final int USUAL_SENSORS = 1_000;
    private static final long FIRST_ROWS = 100_000;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String question() {
        return "How does the cost of a row grow with sensors, batches, streams and the table?";
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        withSensors(bench);
        withBatches(bench);
        withStreams(bench);
        withTheTable(bench);
    }

    private static void withSensors(Bench bench) throws InterruptedException {
        Turns turns = new Turns(bench);
        for (int sensors : SENSORS) {
            if (sensors <= bench.effort().mostSensors()) {
                int gateways = sensors % GATEWAYS == 0 ? GATEWAYS : 2;
                turns.add(
                        "growth.sensors_" + sensors,
                        () -> bench.order(LoadKind.GATEWAY, sensors, BATCH, gateways));
            }
        }
        turns.take();
        turns.compareWith("growth.sensors_1000", ".of_1000_sensors");
    }

    private static void withBatches(Bench bench) throws InterruptedException {
        Turns turns = new Turns(bench);
        for (int batch : BATCHES) {
            turns.add(
                    "growth.batch_" + batch,
                    () -> bench.order(LoadKind.GATEWAY, USUAL_SENSORS, batch, GATEWAYS));
        }
        turns.take();
    }

    private static void withStreams(Bench bench) throws InterruptedException {
        Turns turns = new Turns(bench);
        for (int streams : STREAMS) {
            turns.add(
                    "growth.streams_" + streams,
                    () -> bench.order(LoadKind.GATEWAY, USUAL_SENSORS, STREAMED_BATCH, streams));
        }
        turns.take();
    }

    /** The bare loader fills the table with rows of the same sensors on earlier days. */
    private static void withTheTable(Bench bench) throws InterruptedException {
        Turns turns = new Turns(bench);
        for (long rows = 0; rows <= bench.effort().mostRows(); rows = next(rows)) {
            turns.addOn(
                    "growth.rows_" + rows,
                    rows,
                    () -> bench.order(LoadKind.GATEWAY, USUAL_SENSORS, BATCH, GATEWAYS));
        }
        turns.take();
        turns.compareWith("growth.rows_0", ".of_empty");
    }

    private static long next(long rows) {
        return rows == 0 ? FIRST_ROWS : rows * 10;
    }
}
