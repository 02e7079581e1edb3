package datastream.collector.infrastructure.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Of which times the rollups know nothing, or not everything yet. Not thread-safe. */
final class UnfoldedTimes {

    private static final int JOURNAL = 0;
    private static final int GAP = 1;

    private static final String JOURNAL_AND_GAPS =
            """
            SELECT %d, 0, 0, entries FROM batch_journal
            UNION ALL SELECT %d, from_hour, to_hour, NULL FROM rollup_gap
            """
                    .formatted(JOURNAL, GAP);

    private final Span span;
    private final CountScope.OfTypes types;

    /** Seconds since 1970 at which minutes begin. */
    private final Set<Long> minutes = new TreeSet<>();

    private final List<RollupGap> gaps = new ArrayList<>();

    private UnfoldedTimes(Span span, CountScope.OfTypes types) {
        this.span = span;
        this.types = types;
    }

    /**
     * @param span minutes elsewhere are left out
     * @param types likewise those of others
     */
    static UnfoldedTimes read(Handle handle, Span span, CountScope.OfTypes types) {
        UnfoldedTimes unfolded = new UnfoldedTimes(span, types);
        CountVisitor visitor = unfolded.visitor();
        TextStatements.forEachRow(handle, JOURNAL_AND_GAPS, row -> unfolded.take(row, visitor));
        return unfolded;
    }

    private void take(ResultSet row, CountVisitor visitor) throws SQLException {
        if (row.getInt(1) == GAP) {
            gaps.add(new RollupGap(row.getLong(2), row.getLong(3)));
        } else {
            JournalEntry.read(Objects.requireNonNull(row.getBytes(4)), visitor);
        }
    }

    private CountVisitor visitor() {
        return new CountVisitor() {
            @Override
            public void ofSensor(int sensorId, long hour, long count) {
                // The same readings are told by type.
            }

            @Override
            public void ofType(String sensorType, long second, long count) {
                if (types.has(sensorType)) {
                    add(BucketWidth.MINUTE.floor(second));
                }
            }
        };
    }

    private void add(long minute) {
        if (span.overlaps(Span.of(minute, BucketWidth.MINUTE))) {
            minutes.add(minute);
        }
    }

    void tell(SummaryPlan plan) {
        minutes.forEach(plan::addJournalled);
        gaps.forEach(plan::addGap);
    }
}
