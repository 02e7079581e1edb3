package datastream.chaos.verdict;

import datastream.chaos.journal.SensorLedger;
import java.util.Map;
import java.util.Set;

/**
 * Compares the rows of one sensor, which come ordered by time, with its ledger, which is ordered as
 * well: one pass over both. Not thread-safe.
 */
final class SensorComparison {

    private final SensorLedger ledger;
    private final Map<Long, Set<Long>> badValues;
    private final Tally tally;

    private int next;
    private long previousRow = Long.MIN_VALUE;

    /**
     * @param badValues bits of the values made to be refused, by timestamp
     */
    SensorComparison(SensorLedger ledger, Map<Long, Set<Long>> badValues, Tally tally) {
        this.ledger = ledger;
        this.badValues = badValues;
        this.tally = tally;
    }

    void row(long timestampMicros, double value) {
        tally.rows++;
        if (timestampMicros == previousRow) {
            tally.duplicated++;
            return;
        }
        previousRow = timestampMicros;
        passMissing(timestampMicros);
        if (next < ledger.size() && ledger.timestampMicros(next) == timestampMicros) {
            matched(Double.doubleToRawLongBits(value));
            count(next);
            next++;
        } else if (badValues.containsKey(timestampMicros)) {
            tally.storedBad++;
        } else {
            tally.invented++;
        }
    }

    void end() {
        passMissing(Long.MAX_VALUE);
    }

    /** What the ledger has before {@code timestampMicros} is not in the table. */
    private void passMissing(long timestampMicros) {
        while (next < ledger.size() && ledger.timestampMicros(next) < timestampMicros) {
            if (ledger.isAcknowledged(next)) {
                tally.lost++;
            }
            count(next);
            next++;
        }
    }

    private void matched(long bits) {
        tally.stored++;
        if (bits == ledger.valueBits(next)) {
            return;
        }
        if (badValues.getOrDefault(ledger.timestampMicros(next), Set.of()).contains(bits)) {
            tally.storedBad++;
        } else {
            tally.corrupt++;
        }
    }

    private void count(int index) {
        tally.attempted++;
        tally.acknowledged += ledger.isAcknowledged(index) ? 1 : 0;
        tally.unacknowledged += ledger.isUnanswered(index) ? 1 : 0;
        tally.rejectedWrongly += ledger.isRejected(index) ? 1 : 0;
    }
}
