package datastream.chaos;

import datastream.chaos.scenario.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * What a run has shown.
 *
 * @param product the database
 * @param options that make this run again
 * @param outcomes in the order in which the scenarios ran
 * @param took the whole run
 */
record ChaosResult(String product, String options, List<Outcome> outcomes, Duration took) {

    ChaosResult {
        outcomes = List.copyOf(outcomes);
    }

    boolean passed() {
        return !outcomes.isEmpty() && outcomes.stream().allMatch(Outcome::passed);
    }
}
