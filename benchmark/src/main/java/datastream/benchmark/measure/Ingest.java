package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;

/** How much comes through each door, beside what the bare driver can load. */
final class Ingest implements Measure {

    private static final int SENSORS = 16;
    private static final int RAW_CONNECTIONS = 2;

    private static final int[] RAW_BATCHES = {2_000, 5_000, 10_000, 20_000, 50_000};

    /** When the best is not looked for. */
    private static final int USUAL_RAW_BATCH = 10_000;

    private static final int MANY_SENSORS = 1_000;

    private static final String RAW = "raw.load_data";
    private static final String RAW_BATCH = "raw.batch_";
    private static final String RAW_MIXED = "raw.mixed";
    private static final String BATCH = "ingest.batch";
    private static final String GATEWAY = "ingest.gateway";

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String question() {
        return "How much comes through each door, beside a bare LOAD DATA?";
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        int batch = bestRawBatch(bench);
        bench.figures().put(RAW + ".batch", batch);
        Turns turns = new Turns(bench);
        turns.add(RAW, () -> bench.order(LoadKind.RAW, SENSORS, batch, RAW_CONNECTIONS));
        turns.add(BATCH, () -> bench.order(LoadKind.GENERATORS_GRPC, SENSORS, 1, 1));
        turns.add(
                RAW_MIXED,
                () -> bench.order(LoadKind.RAW_MIXED, MANY_SENSORS, batch, RAW_CONNECTIONS));
        turns.add(GATEWAY, () -> bench.order(LoadKind.GATEWAY, MANY_SENSORS, 5_000, 4));
        turns.add("ingest.single", () -> bench.order(LoadKind.SEND, SENSORS, 1, SENSORS / 2));
        turns.add(
                "ingest.mqtt.batches", () -> bench.order(LoadKind.MQTT_BATCHES, SENSORS, 1_000, 4));
        turns.add("ingest.mqtt.json", () -> bench.order(LoadKind.GENERATORS_MQTT, SENSORS, 1, 1));
        turns.add(
                "ingest.mqtt.single", () -> bench.order(LoadKind.MQTT_SINGLE, SENSORS, 1, SENSORS));
        turns.add("ingest.http", () -> bench.order(LoadKind.HTTP, SENSORS, 1_000, SENSORS));
        turns.take();
        turns.compareWith(RAW, ".of_raw");
        turns.compareWith(BATCH, ".of_batch");
        turns.compare(GATEWAY, RAW_MIXED, ".of_raw_mixed");
    }

    /** The batch size at which the bare loader is quickest. */
    private static int bestRawBatch(Bench bench) throws InterruptedException {
        Turns turns = new Turns(bench);
        for (int batch : RAW_BATCHES) {
            turns.add(
                    RAW_BATCH + batch,
                    () -> bench.order(LoadKind.RAW, SENSORS, batch, RAW_CONNECTIONS));
        }
        turns.take();
        return turns.quickest()
                .map(name -> Integer.parseInt(name.substring(RAW_BATCH.length())))
                .orElse(USUAL_RAW_BATCH);
    }
}
