package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import datastream.chaos.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one scenario has shown so far. Not thread-safe. */
final class Tally {

    private final List<String> findings = new ArrayList<>();
    private final Map<Door, Long> duringFaults = new EnumMap<>(Door.class);
    private @Nullable Verdict verdict;
    private Duration slowestRecovery = Duration.ZERO;
    private int faults;

    void fault() {
        faults++;
    }

    /** Something that must not be. */
    void find(String finding) {
        findings.add(finding);
    }

    void recovered(Duration after) {
        if (after.compareTo(slowestRecovery) > 0) {
            slowestRecovery = after;
        }
    }

    void acknowledgedDuringFaults(Door door, long readings) {
        duringFaults.merge(door, readings, Long::sum);
    }

    /** The newest comparison, which covers all before it. */
    void judge(Verdict whole) {
        verdict = whole;
    }

    int faults() {
        return faults;
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    Map<Door, Long> duringFaults() {
        return new EnumMap<>(duringFaults);
    }

    Duration slowestRecovery() {
        return slowestRecovery;
    }

    @Nullable Verdict verdict() {
        return verdict;
    }
}
