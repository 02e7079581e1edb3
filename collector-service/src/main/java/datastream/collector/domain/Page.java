package datastream.collector.domain;

/**
 * Which part of a result is wanted.
 *
 * @param limit most items, 1 to {@link #MOST}, and the one more that tells whether others follow
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
        DESC;

        public Order reversed() {
            return this == ASC ? DESC : ASC;
        }
    }

    public Page {
        if (limit < 1 || limit > MOST + 1 || offset < 0) {
            throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
        }
    }

    /** The same with one item more: if it comes, others follow. */
    public Page withOneMore() {
        return new Page(limit + 1, offset, order);
    }
}
