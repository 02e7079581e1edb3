package datastream.chaos.scenario;

import java.util.List;

/** All scenarios, in the order in which they run. */
public final class Scenarios {

    private Scenarios() {}

    public static List<Scenario> of(Scale scale) {
        return List.of(
                new CollectorKill(),
                new DatabaseKill(),
                new BrokerKill(),
                new AllKilled(),
                new DatabaseStopped(scale),
                new ConnectionsPaused(),
                new ConnectionsBroken(),
                new RollingRestart(),
                new SentTwice(),
                new Malformed(scale),
                new DiskFull());
    }

    /** Their names, for the command line. */
    public static List<String> names() {
        return of(Scale.QUICK).stream().map(Scenario::name).toList();
    }
}
