package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;

/**
 * How long a thousand senders wait for their acknowledgements. The full load comes first: the calm
 * one would take minutes to make the collector's code as warm as that of one in service.
 */
final class Streams implements Measure {

    private static final int SENDERS = 1_000;
    private static final int CALM_RATE = 5_000;
    private static final int BATCH = 20;

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
        measureAgainstCeiling(bench, "streams.grpc.", LoadKind.GATEWAY);
        measure(bench, "streams.grpc.calm", LoadKind.GATEWAY, 1, CALM_RATE);
        measureAgainstCeiling(bench, "streams.mqtt.", LoadKind.MQTT_BATCHES);
        measure(bench, "streams.mqtt.calm", LoadKind.MQTT_BATCHES, BATCH, CALM_RATE);
    }

    /** As much as comes through, and then parts of that. */
    private static void measureAgainstCeiling(Bench bench, String door, LoadKind kind)
            throws InterruptedException {
        String ceiling = door + "ceiling";
        String half = door + "half";
        String ninety = door + "ninety";
        if (!bench.wants(ceiling) && !bench.wants(half) && !bench.wants(ninety)) {
            return;
        }
        Turns full = new Turns(bench);
        full.addAlways(ceiling, () -> bench.order(kind, SENDERS, BATCH, SENDERS));
        full.take();
        double most = bench.figures().get(ceiling + ".rows_per_second");
        measure(bench, half, kind, BATCH, most / 2);
        measure(bench, ninety, kind, BATCH, most * 9 / 10);
    }

    private static void measure(Bench bench, String name, LoadKind kind, int batch, double rate)
            throws InterruptedException {
        if (!bench.wants(name)) {
            return;
        }
        Turns turns = new Turns(bench);
        turns.add(name, () -> bench.paced(kind, batch, SENDERS, rate));
        turns.take();
        bench.figures().put(name + ".offered_per_second", rate);
        bench.figures().putLatencies(name, turns.of(name));
    }
}
