package datastream.collector.fake;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.aggregate.Bucket;
import datastream.collector.usecase.aggregate.Summaries;
import datastream.collector.usecase.aggregate.SummaryScan;
import org.jspecify.annotations.Nullable;

/** A store where nothing was added up. */
public final class NoSummaries implements Summaries {

    @Override
    public @Nullable SummaryScan scan(ReadingFilter filter, Bucket bucket) {
        return null;
    }
}
