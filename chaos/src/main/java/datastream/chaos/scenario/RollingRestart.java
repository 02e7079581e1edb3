package datastream.chaos.scenario;

import datastream.testbed.CollectorProcess;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Of two collectors, one after the other is told to stop and started again. Each must finish what
 * it has begun: exit code 0 within 10 s, and an answer to every HTTP request that had begun before.
 */
final class RollingRestart implements Scenario {

    private static final Duration SLOW = Duration.ofMillis(20);
    private static final Duration SLOW_BEFORE = Duration.ofMillis(500);

    /** Ten seconds are promised, where thirty are enough for everything else. */
    private static final int EXIT_PART = 3;

    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public String fault() {
        return "SIGTERM and rolling restart of two collectors under load";
    }

    @Override
    public int times(Scale scale) {
        return scale == Scale.QUICK ? 2 : 20;
    }

    @Override
    public StagePlan plan(StagePlan usual) {
        return usual.withCollectors(2);
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        for (Site site : stage.servers().sites()) {
            stage.calm(random);
            stage.fault();
            restart(stage, site);
            stage.repaired("restart %d of %s".formatted(number, site.collector().name()));
        }
    }

    private static void restart(Stage stage, Site site) throws InterruptedException {
        CollectorProcess collector = site.collector();
        Duration patience = stage.patience().dividedBy(EXIT_PART);
        @Nullable Integer code = end(stage, site, patience);
        if (code == null) {
            stage.find(
                    "%s did not end within %d s of SIGTERM; see %s"
                            .formatted(collector.name(), patience.toSeconds(), collector.log()));
            collector.kill();
        } else if (code != 0) {
            stage.find(
                    "%s ended with code %d after SIGTERM; see %s"
                            .formatted(collector.name(), code, collector.log()));
        }
        collector.start();
    }

    /** While commits are slow: in any moment there are requests that it must still finish. */
    private static @Nullable Integer end(Stage stage, Site site, Duration patience)
            throws InterruptedException {
        stage.servers().databaseLink().delay(SLOW);
        try {
            Thread.sleep(SLOW_BEFORE);
            stage.drains(site);
            site.collector().terminate();
            return site.collector().awaitExit(patience);
        } finally {
            stage.servers().databaseLink().delay(Duration.ZERO);
        }
    }
}
