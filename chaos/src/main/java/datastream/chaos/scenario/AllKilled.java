package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Database, broker, collector and senders die within a second, in random order. */
final class AllKilled implements Scenario {

    private static final Duration MOST_BETWEEN = Duration.ofMillis(300);

    @Override
    public String name() {
        return "all-killed";
    }

    @Override
    public String fault() {
        return "everything killed within 1 s, senders too";
    }

    @Override
    public int times(Scale scale) {
        return scale == Scale.QUICK ? 2 : 30;
    }

    @Override
    public StagePlan plan(StagePlan usual) {
        return usual.withDoors(List.of(Door.GRPC, Door.MQTT, Door.HTTP));
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        Servers servers = stage.servers();
        stage.calm(random);
        stage.fault();
        List<Runnable> kills = new ArrayList<>();
        kills.add(servers.database()::kill);
        kills.add(servers.broker()::kill);
        kills.add(() -> servers.sites().forEach(site -> site.collector().kill()));
        kills.add(stage::killSenders);
        Collections.shuffle(kills, random);
        for (Runnable kill : kills) {
            kill.run();
            Stage.pause(random, Duration.ZERO, MOST_BETWEEN);
        }
        servers.startDatabaseAndBroker();
        servers.sites().forEach(site -> site.collector().start());
        stage.startSendersAgain();
        stage.repaired("the death of everything, time %d".formatted(number));
    }
}
