package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A bad reading among ten thousand good ones; then a long row of malformed ones and nothing else;
 * then good ones again, which must come through as if nothing had been. Not by a broker's PUBACK,
 * which refuses nothing.
 */
final class Malformed implements Scenario {

    private static final int QUICK_ROW = 100_000;
    private static final int LONG_ROW = 1_000_000;
    private static final List<String> FEW_BAD = List.of("--bad-share", "0.0001");

    private final int row;

    Malformed(Scale scale) {
        row = scale == Scale.QUICK ? QUICK_ROW : LONG_ROW;
    }

    @Override
    public String name() {
        return "malformed";
    }

    @Override
    public String fault() {
        return "1 bad in 10,000; then %,d malformed in a row, then good ones at full rate"
                .formatted(row);
    }

    @Override
    public int times(Scale scale) {
        return 1;
    }

    @Override
    public StagePlan plan(StagePlan usual) {
        return usual.withDoors(List.of(Door.GRPC, Door.MQTT, Door.HTTP))
                .withSenderOptions(FEW_BAD)
                .withRate(0);
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        stage.fault();
        Thread.sleep(Duration.ofSeconds(4));
        stage.repaired("one bad reading among 10,000");
        stage.check();
        stage.beforeMalformed();
        int share = row / stage.senders();
        stage.startSenders(List.of("--malformed", Integer.toString(share)));
        stage.fault();
        Thread.sleep(Duration.ofSeconds(4));
        stage.repaired("%,d malformed readings in a row".formatted(row));
        stage.judgeMalformed();
    }
}
