package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The disk under the database fills up under load, and is given room again. */
final class DiskFull implements Scenario {

    private static final Duration SERVER_PATIENCE = Duration.ofSeconds(90);
    private static final int RATE = 4_000;
    private static final Duration MOST_FULL = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public String fault() {
        return "disk full under the database";
    }

    @Override
    public int times(Scale scale) {
        return scale == Scale.QUICK ? 0 : 10;
    }

    @Override
    public boolean needsSmallDisk() {
        return true;
    }

    /**
     * Enough to use up the room that a server has laid by in its files. Not over the broker's own
     * acknowledgement, which goes on whatever the database does.
     */
    @Override
    public StagePlan plan(StagePlan usual) {
        return usual.withDoors(List.of(Door.GRPC, Door.MQTT, Door.HTTP)).withRate(RATE);
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        stage.calm(random);
        stage.fault();
        try (var _ = stage.smallDisk().fill()) {
            stage.awaitStandstill("the disk was full");
            Stage.pause(random, Duration.ZERO, MOST_FULL);
        }
        // A server may give up on a full disk; what it has committed counts all the same.
        if (!stage.servers().database().isAlive()) {
            stage.servers().database().kill();
            stage.servers().database().start();
        }
        // MySQL looks once a minute whether there is room again.
        stage.servers().database().awaitWritable(SERVER_PATIENCE);
        stage.repaired("full disk %d".formatted(number));
    }
}
