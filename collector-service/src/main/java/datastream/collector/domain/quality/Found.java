package datastream.collector.domain.quality;

import java.util.ArrayList;
import java.util.List;

/** Counts what a detector finds and keeps the first of it. Not thread-safe. */
final class Found<T> {

    private final List<T> first = new ArrayList<>();
    private long count;

    void add(T finding) {
        if (first.size() < Findings.MOST_SHOWN) {
            first.add(finding);
        }
        count++;
    }

    Findings<T> findings() {
        return new Findings<>(first, count);
    }
}
