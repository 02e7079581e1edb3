package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;
import datastream.benchmark.load.LoadOrder;
import datastream.benchmark.rig.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much comes through each door, beside what the bare driver can load. */
final class Ingest implements Measure {

    static final int SENSORS = 16;
    static final int RAW_CONNECTIONS = 2;

    private static final int[] RAW_BATCHES = {2_000, 5_000, 10_000, 20_000, 50_000};
    private static final int USUAL_BATCH = 5_000;

    private static final String RAW = "raw.load_data";
    private static final String BATCH = "ingest.batch";

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
        int best = bestRawBatch(bench);
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int i = 0; i < bench.effort().repeats(); i++) {
            for (Case one : cases(best)) {
                samples.computeIfAbsent(one.name, _ -> new ArrayList<>())
                        .add(bench.sample(one.name, one.order(bench)));
            }
        }
        Figures figures = bench.figures();
        figures.put("raw.load_data.batch", best);
        samples.forEach(figures::putRates);
        List<Sample> raw = samples.getOrDefault(RAW, List.of());
        List<Sample> batch = samples.getOrDefault(BATCH, List.of());
        samples.forEach((name, all) -> figures.putRatios(name + ".of_raw", all, raw));
        samples.forEach((name, all) -> figures.putRatios(name + ".of_batch", all, batch));
    }

    private record Case(String name, LoadKind kind, int sensors, int batch, int senders) {
        LoadOrder order(Bench bench) {
            return bench.order(kind, sensors, batch, senders);
        }
    }

    private static List<Case> cases(int rawBatch) {
        return List.of(
                new Case(RAW, LoadKind.RAW, SENSORS, rawBatch, RAW_CONNECTIONS),
                new Case(BATCH, LoadKind.GENERATORS_GRPC, SENSORS, 1, 1),
                new Case("ingest.gateway", LoadKind.GATEWAY, 1_000, USUAL_BATCH, 4),
                new Case("ingest.single", LoadKind.SEND, SENSORS, 1, SENSORS / 2),
                new Case("ingest.mqtt.batches", LoadKind.MQTT_BATCHES, SENSORS, 1_000, 4),
                new Case("ingest.mqtt.json", LoadKind.GENERATORS_MQTT, SENSORS, 1, 1),
                new Case("ingest.mqtt.single", LoadKind.MQTT_SINGLE, SENSORS, 1, SENSORS),
                new Case("ingest.http", LoadKind.HTTP, SENSORS, 1_000, SENSORS));
    }

    /** The batch size at which the bare loader is quickest. */
    private static int bestRawBatch(Bench bench) throws InterruptedException {
        int best = USUAL_BATCH;
        double most = 0;
        for (int batch : RAW_BATCHES) {
            String name = "raw.batch_" + batch;
            Sample sample =
                    bench.sample(name, bench.order(LoadKind.RAW, SENSORS, batch, RAW_CONNECTIONS));
            bench.figures().putRates(name, List.of(sample));
            if (sample.rowsPerSecond() > most) {
                most = sample.rowsPerSecond();
                best = batch;
            }
        }
        return best;
    }
}
