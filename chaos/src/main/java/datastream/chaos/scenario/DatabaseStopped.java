package datastream.chaos.scenario;

import java.time.Duration;
import java.util.Random;

/** The database is away, hangs, or commits slowly: long enough to fill every queue. */
final class DatabaseStopped implements Scenario {

    private static final int ROUND_TRIPS = 5;
    private static final Duration COMMIT_DELAY = Duration.ofMillis(200);

    private final Scale scale;

    DatabaseStopped(Scale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "database-stopped";
    }

    @Override
    public String fault() {
        return "database stopped %d s; SIGSTOP %d s; commits delayed to 200 ms for %d s"
                .formatted(stopped().toSeconds(), frozen().toSeconds(), slow().toSeconds());
    }

    @Override
    public int times(Scale scale) {
        return 1;
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        stop(stage, random);
        freeze(stage, random);
        slowDown(stage, random);
    }

    private void stop(Stage stage, Random random) throws InterruptedException {
        stage.calm(random);
        stage.fault();
        stage.servers().database().stop();
        Thread.sleep(stopped());
        stage.servers().database().start();
        stage.repaired("a stop of the database");
    }

    private void freeze(Stage stage, Random random) throws InterruptedException {
        stage.calm(random);
        stage.fault();
        stage.servers().database().freeze();
        Thread.sleep(frozen());
        stage.servers().database().thaw();
        stage.repaired("SIGSTOP of the database");
    }

    /** A transaction is some five round trips; it must go on working meanwhile. */
    private void slowDown(Stage stage, Random random) throws InterruptedException {
        stage.calm(random);
        stage.fault();
        stage.servers().databaseLink().delay(COMMIT_DELAY.dividedBy(2 * ROUND_TRIPS));
        Thread.sleep(slow());
        stage.repaired("slow commits, still going on");
        stage.servers().databaseLink().delay(Duration.ZERO);
        stage.repaired("slow commits");
    }

    private Duration stopped() {
        return Duration.ofSeconds(scale == Scale.QUICK ? 8 : 60);
    }

    private Duration frozen() {
        return Duration.ofSeconds(scale == Scale.QUICK ? 5 : 30);
    }

    private Duration slow() {
        return Duration.ofSeconds(scale == Scale.QUICK ? 5 : 30);
    }
}
