package datastream.collector.domain;

/**
 * Which part of a result is wanted.
 *
 * @param limit most items, 1 to {@link #MOST}
 * @param offset items passed over before, at least 0
 * @param order by time
 */
public record Page(int limit, int offset, Order order) {

    public static final int MOST = 10_000;
    public static final int USUAL = 100;

    /** Direction of time. */
    public enum Order {
        /** Oldest first. */
        ASC,
        /** Newest first. */
        DESC
    }

    public Page {
        if (limit < 1 || limit > MOST || offset < 0) {
            throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
        }
    }
}
