package datastream.benchmark.measure;

import datastream.benchmark.load.LoadKind;

/** How long a thousand senders wait for their acknowledgements. */
final class Streams implements Measure {

    private static final int SENDERS = 1_000;
    private static final int CALM_RATE = 5_000;
    private static final int BATCH = 20;
    private static final String CEILING = "streams.grpc.ceiling";
    private static final String MQTT_CEILING = "streams.mqtt.ceiling";

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
        double ceiling = ceiling(bench, CEILING, LoadKind.GATEWAY);
        measure(bench, "streams.grpc.half", LoadKind.GATEWAY, BATCH, ceiling / 2);
        measure(bench, "streams.grpc.ninety", LoadKind.GATEWAY, BATCH, ceiling * 9 / 10);
        measure(bench, "streams.mqtt.calm", LoadKind.MQTT_BATCHES, BATCH, CALM_RATE);
        double mqttCeiling = ceiling(bench, MQTT_CEILING, LoadKind.MQTT_BATCHES);
        measure(bench, "streams.mqtt.half", LoadKind.MQTT_BATCHES, BATCH, mqttCeiling / 2);
        measure(bench, "streams.mqtt.ninety", LoadKind.MQTT_BATCHES, BATCH, mqttCeiling * 9 / 10);
    }

    private static double ceiling(Bench bench, String name, LoadKind kind)
            throws InterruptedException {
        Turns full = new Turns(bench);
        full.add(name, () -> bench.order(kind, SENDERS, BATCH, SENDERS));
        full.take();
        return bench.figures().get(name + ".rows_per_second");
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
