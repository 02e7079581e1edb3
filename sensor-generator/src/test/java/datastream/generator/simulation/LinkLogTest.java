package datastream.generator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinkLogTest {

    private long now;
    private final LinkLog log = new LinkLog("the collector", () -> now);

    @Test
    void whatHadBegunBeforeAFailureSaysNothingJustAfterIt() {
        log.up();
        log.down("UNAVAILABLE", "it stops");

        log.stillUp();

        assertThat(log.health()).isEqualTo(LinkHealth.DOWN);
    }

    @Test
    void whatGoesOnWorkingLongAfterAFailureShowsThatTheLinkIsUp() {
        log.down("UNAVAILABLE", "one stream was cut");
        now += TimeUnit.SECONDS.toNanos(3);

        log.stillUp();

        assertThat(log.health()).isEqualTo(LinkHealth.UP);
    }

    @Test
    void whatIsNewShowsItAtOnce() {
        log.down("UNAVAILABLE", "it stops");

        log.up();

        assertThat(log.health()).isEqualTo(LinkHealth.UP);
    }
}
