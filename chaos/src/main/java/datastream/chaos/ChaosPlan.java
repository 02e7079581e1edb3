package datastream.chaos;

import datastream.chaos.scenario.Scale;
import datastream.testbed.DatabaseServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do.
 *
 * @param scale how thorough
 * @param scenarios names of those to run; empty for all
 * @param times rounds of each; null for each scenario's own number
 * @param patience how long after the last fault everything must be acknowledged
 * @param seed decides everything that is left to chance
 * @param product the database, for the report
 * @param server makes a database server for a data folder
 * @param folder absolute; holds one folder for each run
 */
record ChaosPlan(
        Scale scale,
        List<String> scenarios,
        @Nullable Integer times,
        Duration patience,
        long seed,
        String product,
        Function<Path, DatabaseServer> server,
        Path folder) {

    ChaosPlan {
        scenarios = List.copyOf(scenarios);
    }

    /** The options that make this run again, as on the command line. */
    String options() {
        StringBuilder text = new StringBuilder("--" + scale.name().toLowerCase(Locale.ROOT));
        text.append(" --database ").append(product.toLowerCase(Locale.ROOT));
        text.append(" --seed ").append(seed);
        text.append(" --patience ").append(patience.toSeconds());
        scenarios.forEach(scenario -> text.append(" --scenario ").append(scenario));
        return text.append(times == null ? "" : " --times " + times).toString();
    }
}
