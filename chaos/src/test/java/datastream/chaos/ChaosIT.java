package datastream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.chaos.scenario.Scale;
import datastream.testbed.MariaDbServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The quick run, for whoever works in an IDE; the same as {@code ./datastream chaos --quick}. */
@Tag("chaos")
class ChaosIT {

    private static final long SEED = 4711;

    @Test
    void everyPromiseIsKeptUnderEveryFault() throws InterruptedException {
        Path folder = Path.of("target", "chaos-work").toAbsolutePath();
        ChaosPlan plan =
                new ChaosPlan(
                        Scale.QUICK,
                        List.of(),
                        null,
                        Duration.ofMinutes(2),
                        SEED,
                        "MariaDB",
                        MariaDbServer::new,
                        folder);

        assertThat(new ChaosRun(plan, System.out, _ -> {}).run().passed()).isTrue();
    }
}
