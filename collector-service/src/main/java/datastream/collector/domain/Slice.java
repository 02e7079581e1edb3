package datastream.collector.domain;

import java.util.List;

/**
 * One page of a result, and how large the whole is.
 *
 * @param data the items of the page, in order
 * @param total number of items in the whole result
 */
public record Slice<T>(List<T> data, long total) {

    public Slice {
        data = List.copyOf(data);
    }
}
