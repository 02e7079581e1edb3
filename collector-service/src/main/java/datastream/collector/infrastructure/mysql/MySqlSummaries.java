package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.usecase.aggregate.Summaries;
import datastream.collector.usecase.aggregate.SummaryScan;
import org.jspecify.annotations.Nullable;

/** The table type_summary, for those who read it. Thread-safe. */
public final class MySqlSummaries implements Summaries {

    private static final long MINUTE_MICROS = 60_000_000;

    /** Of a stretch: some megabytes. */
    private static final int MOST_ROWS = 20_000;

    private final Queries queries;
    private final int mostRows;

    public MySqlSummaries(Database database) {
        this(database.queries(), MOST_ROWS);
    }

    /**
     * @param mostRows of the table, for a stretch; where there are more it is a shorter one
     */
    MySqlSummaries(Queries queries, int mostRows) {
        this.queries = queries;
        this.mostRows = mostRows;
    }

    @Override
    public @Nullable SummaryScan scan(ReadingFilter filter, Bucket bucket) {
        CountScope.OfTypes types = CountScope.ofTypes(filter);
        boolean tooNarrow =
                bucket instanceof Bucket.Fixed fixed && fixed.widthMicros() < MINUTE_MICROS;
        return types == null || tooNarrow
                ? null
                : new MySqlSummaryScan(queries, filter, types, bucket, mostRows);
    }
}
