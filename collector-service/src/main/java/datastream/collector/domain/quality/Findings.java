package datastream.collector.domain.quality;

import java.util.List;

/**
 * What a detector has found.
 *
 * @param first the first of them, in the order of time, at most {@link #MOST_SHOWN}
 * @param count how many there are altogether
 */
public record Findings<T>(List<T> first, long count) {

    public static final int MOST_SHOWN = 100;

    public Findings {
        first = List.copyOf(first);
    }
}
