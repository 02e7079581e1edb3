package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import datastream.chaos.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one scenario has shown.
 *
 * @param scenario its name
 * @param fault what was done, for people
 * @param faults how often
 * @param acknowledgedDuringFaults readings acknowledged between the first fault and the end of the
 *     last, over each door
 * @param verdict table against journals; null when it did not come to that
 * @param findings everything that must not be; empty when it passed
 * @param slowestRecovery the longest time from a repair to acknowledgements over every door
 * @param liveMegabytes the most that a full collection left in a collector's heap
 * @param took the whole scenario, start and end included
 * @param folder logs and journals
 * @param notPossible why it could not be run on this machine; null when it was
 */
public record Outcome(
        String scenario,
        String fault,
        int faults,
        List<Acknowledged> acknowledgedDuringFaults,
        @Nullable Verdict verdict,
        List<String> findings,
        Duration slowestRecovery,
        int liveMegabytes,
        Duration took,
        Path folder,
        @Nullable String notPossible) {

    /** Readings acknowledged over one door. */
    public record Acknowledged(Door door, long readings) {}

    public Outcome {
        acknowledgedDuringFaults = List.copyOf(acknowledgedDuringFaults);
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found that must not be; true also for what could not be run. */
    public boolean passed() {
        return findings.isEmpty();
    }
}
