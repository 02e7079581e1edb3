package datastream.chaos.scenario;

import datastream.chaos.link.FaultProxy;
import datastream.chaos.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Every connection falls silent without being closed, one by one, and comes back in other order.
 */
final class ConnectionsPaused implements Scenario {

    private static final Duration MOST_BETWEEN = Duration.ofMillis(60);
    private static final Duration LEAST_SILENCE = Duration.ofMillis(200);
    private static final Duration MOST_SILENCE = Duration.ofMillis(2_500);

    @Override
    public String name() {
        return "connections-paused";
    }

    @Override
    public String fault() {
        return "connections paused one by one and released in random order";
    }

    @Override
    public int times(Scale scale) {
        return scale == Scale.QUICK ? 5 : 100;
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        stage.calm(random);
        stage.fault();
        List<Link> connections = new ArrayList<>();
        for (FaultProxy link : stage.servers().links()) {
            connections.addAll(link.connections());
        }
        Collections.shuffle(connections, random);
        for (Link connection : connections) {
            connection.pause();
            Stage.pause(random, Duration.ZERO, MOST_BETWEEN);
        }
        Stage.pause(random, LEAST_SILENCE, MOST_SILENCE);
        Collections.shuffle(connections, random);
        for (Link connection : connections) {
            connection.resume();
            Stage.pause(random, Duration.ZERO, MOST_BETWEEN);
        }
        stage.repaired("pause %d of all connections".formatted(number));
    }
}
