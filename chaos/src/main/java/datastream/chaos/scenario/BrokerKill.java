package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import java.util.List;
import java.util.Random;

/**
 * The broker dies and forgets what waited in it. Only readings that the collector itself has
 * acknowledged must be stored: the broker's own PUBACK promises nothing here.
 */
final class BrokerKill implements Scenario {

    @Override
    public String name() {
        return "broker-kill";
    }

    @Override
    public String fault() {
        return "kill -9 of the broker (readings acknowledged end to end)";
    }

    @Override
    public int times(Scale scale) {
        return scale == Scale.QUICK ? 3 : 50;
    }

    @Override
    public StagePlan plan(StagePlan usual) {
        return usual.withDoors(List.of(Door.GRPC, Door.MQTT, Door.HTTP));
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        stage.calm(random);
        stage.fault();
        stage.servers().broker().kill();
        stage.servers().broker().start();
        stage.repaired("kill %d of the broker".formatted(number));
    }
}
