package datastream.collector.fake;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.collector.usecase.export.ReadingWalks;
import java.util.List;

/** Walks through readings in memory, in portions of a given size. */
public final class InMemoryWalks implements ReadingWalks {

    private final InMemoryReadings readings;
    private final int portion;

    public InMemoryWalks(InMemoryReadings readings, int portion) {
        this.readings = readings;
        this.portion = portion;
    }

    @Override
    public ReadingWalk walk(ReadingFilter filter, Page.Order order, ReadingId after) {
        return new ReadingWalk() {

            private ReadingId last = after;

            @Override
            public List<StoredReading> next() {
                List<StoredReading> next =
                        last == null
                                ? readings.find(filter, new Page(portion, 0, order))
                                : readings.seek(filter, new Seek(last, false, order, portion));
                if (next.isEmpty()) {
                    return null;
                }
                last = next.getLast().id();
                return next;
            }
        };
    }
}
