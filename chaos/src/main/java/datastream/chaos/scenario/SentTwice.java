package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Every batch comes twice: at once, late, or to two collectors at the same moment. */
final class SentTwice implements Scenario {

    private static final Duration LEAST = Duration.ofMillis(1_500);
    private static final Duration MOST = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "sent-twice";
    }

    @Override
    public String fault() {
        return "every batch sent twice, late, and to two collectors at once";
    }

    @Override
    public int times(Scale scale) {
        return scale == Scale.QUICK ? 1 : 20;
    }

    @Override
    public StagePlan plan(StagePlan usual) {
        return usual.withCollectors(2)
                .withDoors(List.of(Door.GRPC, Door.MQTT, Door.HTTP))
                .withSenderOptions(List.of("--repeat", "twice"));
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        load(stage, random, "twice");
        next(stage, List.of("--repeat", "late"));
        load(stage, random, "late");
        stage.check();
        stage.startSendersToBoth();
        load(stage, random, "to both");
        next(stage, List.of("--repeat", "twice"));
    }

    private static void load(Stage stage, Random random, String how) throws InterruptedException {
        stage.fault();
        Stage.pause(random, LEAST, MOST);
        stage.repaired("batches " + how);
    }

    private static void next(Stage stage, List<String> options) throws InterruptedException {
        stage.check();
        stage.startSenders(options);
    }
}
