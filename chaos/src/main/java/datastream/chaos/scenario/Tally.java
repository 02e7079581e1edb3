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
    private final Map<Door, Duration> slowestRecovery = new EnumMap<>(Door.class);
    private int faults;

    void fault() {
        faults++;
    }

    /** Something that must not be. */
    void find(String finding) {
        findings.add(finding);
    }

    void recovered(Door door, Duration after) {
        slowestRecovery.merge(door, after, (a, b) -> a.compareTo(b) > 0 ? a : b);
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

    long duringFaults(Door door) {
        return duringFaults.getOrDefault(door, 0L);
    }

    /** What is to be said of each door that was used. */
    List<Outcome.AtDoor> doors() {
        return duringFaults.keySet().stream()
                .map(door ->
                        new Outcome.AtDoor(
                                door,
                                duringFaults(door),
                                slowestRecovery.getOrDefault(door, Duration.ZERO)))
                .toList();
    }

    @Nullable Verdict verdict() {
        return verdict;
    }
}
