package datastream.collector.fake;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.aggregate.ReadingScan;
import datastream.collector.usecase.aggregate.ReadingScans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Scans of readings in memory, in portions of a given size and in no order at all. */
public final class InMemoryScans implements ReadingScans {

    private final InMemoryReadings readings;
    private final int portion;
    private final Random random = new Random(41);

    public InMemoryScans(InMemoryReadings readings, int portion) {
        this.readings = readings;
        this.portion = portion;
    }

    @Override
    public ReadingScan scan(ReadingFilter filter) {
        List<StoredReading> left = new ArrayList<>(readings.matching(filter));
        Collections.shuffle(left, random);
        return () -> {
            List<StoredReading> part = left.subList(0, Math.min(portion, left.size()));
            List<StoredReading> next = List.copyOf(part);
            part.clear();
            return next.isEmpty() ? null : next;
        };
    }
}
