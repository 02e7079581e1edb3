package datastream.collector.usecase.aggregate;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.aggregate.Accumulator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stretches of time, one after the other. Between two of them it holds nothing in the database. Not
 * thread-safe.
 */
public interface SummaryScan {

    /**
     * The next stretch; null at the end.
     *
     * @throws StoreUnavailable when the database cannot answer now
     */
    @Nullable Stretch next();

    /**
     * The readings of a stretch of time, each in one of the parts.
     *
     * @param summaries what was added up, in no order
     * @param rest of whom each reading is still to be looked at
     */
    record Stretch(List<Summary> summaries, List<ReadingFilter> rest) {

        public Stretch {
            summaries = List.copyOf(summaries);
            rest = List.copyOf(rest);
        }
    }

    /**
     * Readings of one sensor type that lie in one bucket, one at least.
     *
     * @param micros an instant of that bucket, since 1970
     * @param figures joinable; nobody adds to it any more
     */
    record Summary(String sensorType, long micros, Accumulator figures) {}
}
