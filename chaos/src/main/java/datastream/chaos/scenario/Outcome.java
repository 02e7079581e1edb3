package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import datastream.chaos.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one scenario has shown.
 *
 * @param scenario its name
 * @param server the database with its version; empty when it did not start
 * @param fault what was done, for people
 * @param faults how often
 * @param doors what was acknowledged meanwhile, over each door
 * @param verdict table against journals; null when it did not come to that
 * @param findings everything that must not be; empty when it passed
 * @param liveMegabytes the most that a full collection left in a collector's heap
 * @param took the whole scenario, start and end included
 * @param folder logs and journals
 * @param notPossible why it could not be run on this machine; null when it was
 */
public record Outcome(
        String scenario,
        String server,
        String fault,
        int faults,
        List<AtDoor> doors,
        @Nullable Verdict verdict,
        List<String> findings,
        int liveMegabytes,
        Duration took,
        Path folder,
        @Nullable String notPossible) {

    /**
     * What one door has shown.
     *
     * @param door which
     * @param duringFaults readings acknowledged between the first fault and the end of the last
     * @param slowestRecovery the longest time from a repair to an acknowledgement to every sender
     */
    public record AtDoor(Door door, long duringFaults, Duration slowestRecovery) {}

    public Outcome {
        doors = List.copyOf(doors);
        findings = List.copyOf(findings);
    }

    /** The same, with one finding more. */
    Outcome andFound(String finding) {
        List<String> more = new ArrayList<>(findings);
        more.add(finding);
        return new Outcome(
                scenario,
                server,
                fault,
                faults,
                doors,
                verdict,
                more,
                liveMegabytes,
                took,
                folder,
                notPossible);
    }

    /** Whether nothing was found that must not be; true also for what could not be run. */
    public boolean passed() {
        return findings.isEmpty();
    }
}
