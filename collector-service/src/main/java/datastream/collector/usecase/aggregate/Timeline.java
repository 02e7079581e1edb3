package datastream.collector.usecase.aggregate;

import datastream.collector.domain.aggregate.Aggregation;
import datastream.collector.domain.aggregate.Bucket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The buckets that an answer without gaps has. */
final class Timeline {

    private Timeline() {}

    /**
     * Starts of all buckets between {@code from} and {@code to} of the filter; where one is not
     * given, from the first bucket found, or up to the last.
     *
     * @param first start of the first bucket with readings, or null when nothing was found
     * @param last start of the last one, likewise
     * @param most more are not looked at
     * @return one more than that when there are more; none when there is nothing to begin or end at
     */
    static List<Long> starts(
            Aggregation asked, @Nullable Long first, @Nullable Long last, int most) {
        Bucket bucket = asked.bucket();
        Long from = asked.filter().fromMicros();
        Long to = asked.filter().toMicros();
        Long start = from == null ? first : Long.valueOf(bucket.startOf(from));
        Long end = to == null ? (last == null ? null : Long.valueOf(last + 1)) : to;
        List<Long> starts = new ArrayList<>();
        if (start != null && end != null && !(from != null && from.equals(to))) {
            for (long at = start; at < end && starts.size() <= most; at = bucket.next(at)) {
                starts.add(at);
            }
        }
        return starts;
    }
}
