package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;
import datastream.benchmark.load.LoadOrder;
import datastream.benchmark.rig.Sample;
import java.util.ArrayList;
import java.util.List;

/** How long a thousand senders wait for their acknowledgements. */
final class Streams implements Measure {

    private static final int SENDERS = 1_000;
    private static final int CALM_RATE = 5_000;
    private static final int CEILING_BATCH = 50;

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String question() {
        return "How long do 1,000 senders wait for their acknowledgements?";
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        measure(bench, "streams.grpc.calm", LoadKind.GATEWAY, 1, CALM_RATE);
        String full = "streams.grpc.ceiling";
        Sample most =
                bench.sample(full, bench.order(LoadKind.GATEWAY, SENDERS, CEILING_BATCH, SENDERS));
        bench.figures().putRates(full, List.of(most));
        double ceiling = most.rowsPerSecond();
        measure(bench, "streams.grpc.half", LoadKind.GATEWAY, batchFor(ceiling / 2), ceiling / 2);
        double high = ceiling * 9 / 10;
        measure(bench, "streams.grpc.ninety", LoadKind.GATEWAY, batchFor(high), high);
        measure(bench, "streams.mqtt.calm", LoadKind.MQTT_SINGLE, 1, CALM_RATE);
    }

    /** Five batches a second from each sender, as in the calm case. */
    private static int batchFor(double rate) {
        return Math.max(1, (int) Math.round(rate / CALM_RATE));
    }

    private static void measure(Bench bench, String name, LoadKind kind, int batch, double rate)
            throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < bench.effort().repeats(); i++) {
            LoadOrder order = bench.paced(kind, batch, SENDERS, rate);
            samples.add(bench.sample(name, order));
        }
        bench.figures().putRates(name, samples);
        bench.figures().putLatencies(name, samples);
    }
}
