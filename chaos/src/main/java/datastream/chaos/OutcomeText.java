package datastream.chaos;

import datastream.chaos.scenario.Outcome;
import datastream.chaos.verdict.Verdict;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Outcomes as lines on a terminal. */
final class OutcomeText {

    private OutcomeText() {}

    /** One line, and what was found below it. */
    static String of(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        text.append("%-18s  %s%n".formatted(outcome.scenario(), line(outcome)));
        outcome.findings().forEach(finding -> text.append("    - %s%n".formatted(finding)));
        if (!outcome.passed()) {
            text.append("    logs and journals: %s%n".formatted(outcome.folder()));
        }
        return text.toString();
    }

    private static String line(Outcome outcome) {
        if (outcome.notPossible() != null) {
            return "not possible on this machine: " + outcome.notPossible();
        }
        return "%s  faults %d  %s  acknowledged from the first on: %s  heap %d MB  %d s"
                .formatted(
                        outcome.passed() ? "passed" : "FAILED",
                        outcome.faults(),
                        counts(outcome.verdict()),
                        during(outcome),
                        outcome.liveMegabytes(),
                        outcome.took().toSeconds());
    }

    private static String counts(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "not compared";
        }
        String always =
                "acknowledged %,d  lost %,d  duplicated %,d  invented %,d  corrupt %,d"
                        .formatted(
                                verdict.acknowledged(),
                                verdict.lost(),
                                verdict.duplicated(),
                                verdict.invented(),
                                verdict.corrupt());
        return verdict.isClean()
                ? always
                : always
                        + "  unacknowledged %,d  rejected wrongly %,d  bad stored %,d"
                                .formatted(
                                        verdict.unacknowledged(),
                                        verdict.rejectedWrongly(),
                                        verdict.storedBad());
    }

    private static String during(Outcome outcome) {
        return outcome.doors().stream()
                .map(door ->
                        "%s %,d (again within %.1f s)"
                                .formatted(
                                        door.door().title(),
                                        door.duringFaults(),
                                        door.slowestRecovery().toMillis() / 1e3))
                .collect(Collectors.joining(", "));
    }

    /** The last line. */
    static String sum(ChaosResult result) {
        long failed = result.outcomes().stream().filter(outcome -> !outcome.passed()).count();
        long left = result.outcomes().stream().filter(o -> o.notPossible() != null).count();
        long faults = result.outcomes().stream().mapToLong(Outcome::faults).sum();
        String verdict =
                failed == 0
                        ? "Every promise was kept"
                        : "FAILED: %d of %d scenarios".formatted(failed, result.outcomes().size());
        String missing = left == 0 ? "" : ", %d not possible on this machine".formatted(left);
        return "%s: %,d faults in %d s%s"
                .formatted(verdict, faults, result.took().toSeconds(), missing);
    }
}
