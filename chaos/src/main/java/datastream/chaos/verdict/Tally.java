package datastream.chaos.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Counts what becomes a {@link Verdict}. Not thread-safe. */
final class Tally {

    private static final int MOST_SUSPECTS = 20;

    long attempted;
    long acknowledged;
    long stored;
    long lost;
    long duplicated;
    long invented;
    long corrupt;
    long unacknowledged;
    long rejectedWrongly;
    long storedBad;

    /** Rows of the table that were looked at. */
    long rows;

    private final List<String> suspects = new ArrayList<>();

    /** Keeps the first few that promises were broken to. */
    void suspect(Supplier<String> description) {
        if (suspects.size() < MOST_SUSPECTS) {
            suspects.add(description.get());
        }
    }

    List<String> suspects() {
        return Collections.unmodifiableList(suspects);
    }

    Verdict verdict() {
        return new Verdict(
                attempted,
                acknowledged,
                stored,
                lost,
                duplicated,
                invented,
                corrupt,
                unacknowledged,
                rejectedWrongly,
                storedBad);
    }
}
