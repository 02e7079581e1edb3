package datastream.chaos.scenario;

import java.time.Duration;
import java.util.Random;

/** The database server dies, is away for a moment, and recovers. */
final class DatabaseKill implements Scenario {

    private static final Duration MOST_AWAY = Duration.ofMillis(800);

    @Override
    public String name() {
        return "database-kill";
    }

    @Override
    public String fault() {
        return "kill -9 of the database server";
    }

    @Override
    public int times(Scale scale) {
        return scale == Scale.QUICK ? 5 : 100;
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        stage.calm(random);
        stage.fault();
        stage.servers().database().kill();
        Stage.pause(random, Duration.ZERO, MOST_AWAY);
        stage.servers().database().start();
        stage.repaired("kill %d of the database".formatted(number));
    }
}
