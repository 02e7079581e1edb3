package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;

/** How long a thousand senders wait for their acknowledgements. */
final class Streams implements Measure {

    private static final int SENDERS = 1_000;
    private static final int CALM_RATE = 5_000;
    private static final int BATCH = 20;
    private static final String CEILING = "streams.grpc.ceiling";

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
        Turns full = new Turns(bench);
        full.add(CEILING, () -> bench.order(LoadKind.GATEWAY, SENDERS, BATCH, SENDERS));
        full.take();
        double ceiling = bench.figures().get(CEILING + ".rows_per_second");
        measure(bench, "streams.grpc.half", LoadKind.GATEWAY, BATCH, ceiling / 2);
        measure(bench, "streams.grpc.ninety", LoadKind.GATEWAY, BATCH, ceiling * 9 / 10);
        measure(bench, "streams.mqtt.calm", LoadKind.MQTT_SINGLE, 1, CALM_RATE);
    }

    private static void measure(Bench bench, String name, LoadKind kind, int batch, double rate)
            throws InterruptedException {
        Turns turns = new Turns(bench);
        turns.add(name, () -> bench.paced(kind, batch, SENDERS, rate));
        turns.take();
        bench.figures().put(name + ".offered_per_second", rate);
        bench.figures().putLatencies(name, turns.of(name));
    }
}
