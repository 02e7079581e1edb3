package datastream.chaos.scenario;

import datastream.chaos.link.FaultProxy;
import java.util.List;
import java.util.Random;

/**
 * A random link breaks: closed properly or not, in one direction, or in the middle of a message.
 */
final class ConnectionsBroken implements Scenario {

    private static final int MOST_BYTES = 50_000;
    private static final int WAYS = 4;

    @Override
    public String name() {
        return "connections-broken";
    }

    @Override
    public String fault() {
        return "a random link cut, reset, half-closed or truncated";
    }

    @Override
    public int times(Scale scale) {
        return scale == Scale.QUICK ? 8 : 100;
    }

    @Override
    public void round(Stage stage, Random random, int number) throws InterruptedException {
        stage.calm(random);
        stage.fault();
        List<FaultProxy> links = stage.servers().links();
        FaultProxy link = links.get(random.nextInt(links.size()));
        switch (random.nextInt(WAYS)) {
            case 0 -> link.cut();
            case 1 -> link.reset();
            case 2 -> link.halfClose();
            default -> link.truncate(random.nextInt(MOST_BYTES));
        }
        stage.repaired("break %d of a link".formatted(number));
    }
}
