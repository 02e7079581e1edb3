package datastream.chaos.scenario;

import datastream.testbed.CollectorProcess;
import java.util.Random;

/** The collector dies at a random moment and is started again at once. */
final class CollectorKill implements Scenario {

    @Override
    public String name() {
        return "collector-kill";
    }

    @Override
    public String fault() {
        return "kill -9 of the collector at a random moment under load";
    }

    @Override
    public int times(Scale scale) {
        return scale == Scale.QUICK ? 10 : 300;
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        stage.calm(random);
        CollectorProcess collector = stage.servers().sites().getFirst().collector();
        stage.fault();
        collector.kill();
        collector.start();
        stage.repaired("kill %d of the collector".formatted(number));
    }
}
