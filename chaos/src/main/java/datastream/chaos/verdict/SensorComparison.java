package datastream.chaos.verdict;

import datastream.chaos.journal.SensorLedger;
import datastream.reading.Sensor;
import java.util.Map;
import java.util.Set;

/**
 * Compares the rows of one sensor, which come ordered by time, with its ledger, which is ordered as
 * well: one pass over both. Not thread-safe.
 */
final class SensorComparison {

    private final Sensor sensor;
    private final SensorLedger ledger;
    private final Map<Long, Set<Long>> badValues;
    private final Tally tally;

    private int next;
    private long previousRow = Long.MIN_VALUE;

    /**
     * @param badValues bits of the values made to be refused, by timestamp
     */
    SensorComparison(
            Sensor sensor, SensorLedger ledger, Map<Long, Set<Long>> badValues, Tally tally) {
        this.sensor = sensor;
        this.ledger = ledger;
        this.badValues = badValues;
        this.tally = tally;
    }

    /**
     * @param id the sensor's, as the row has it
     */
    void row(long timestampMicros, double value, int id) {
        tally.rows++;
        if (timestampMicros == previousRow) {
            tally.duplicated++;
            suspect("duplicated", timestampMicros, value, id);
            return;
        }
        passMissing(timestampMicros);
        previousRow = timestampMicros;
        if (next < ledger.size() && ledger.timestampMicros(next) == timestampMicros) {
            matched(value, id);
            count(next);
            next++;
        } else if (badValues.containsKey(timestampMicros)) {
            tally.storedBad++;
            suspect("bad, and stored", timestampMicros, value, id);
        } else {
            tally.invented++;
            suspect("invented", timestampMicros, value, id);
        }
    }

    /** Such a row can only be damaged. */
    void rowWithoutTime(int id) {
        tally.rows++;
        tally.invented++;
        tally.suspect(() -> "no time: a row of %s under id %d".formatted(name(), id));
    }

    void end() {
        passMissing(Long.MAX_VALUE);
    }

    /** What the ledger has before {@code timestampMicros} is not in the table. */
    private void passMissing(long timestampMicros) {
        while (next < ledger.size() && ledger.timestampMicros(next) < timestampMicros) {
            if (ledger.isAcknowledged(next)) {
                tally.lost++;
                tally.suspect(() ->
                        "lost: %s at %d µs, last row before at %d µs"
                                .formatted(name(), ledger.timestampMicros(next), previousRow));
            }
            count(next);
            next++;
        }
    }

    private void matched(double value, int id) {
        long bits = Double.doubleToRawLongBits(value);
        tally.stored++;
        if (bits == ledger.valueBits(next)) {
            return;
        }
        if (badValues.getOrDefault(ledger.timestampMicros(next), Set.of()).contains(bits)) {
            tally.storedBad++;
            suspect("bad, and stored", ledger.timestampMicros(next), value, id);
        } else {
            tally.corrupt++;
            suspect("corrupt", ledger.timestampMicros(next), value, id);
        }
    }

    private void suspect(String what, long timestampMicros, double value, int id) {
        tally.suspect(() ->
                "%s: %s at %d µs, value %s, stored under id %d"
                        .formatted(what, name(), timestampMicros, value, id));
    }

    private String name() {
        return "%s/%s/%d".formatted(sensor.type(), sensor.id1(), sensor.id2());
    }

    private void count(int index) {
        tally.attempted++;
        tally.acknowledged += ledger.isAcknowledged(index) ? 1 : 0;
        tally.unacknowledged += ledger.isUnanswered(index) ? 1 : 0;
        tally.rejectedWrongly += ledger.isRejected(index) ? 1 : 0;
    }
}
