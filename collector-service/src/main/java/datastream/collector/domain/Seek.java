package datastream.collector.domain;

/**
 * A walk through the readings in the order of time, those of one instant in the order of their
 * sensors' keys.
 *
 * @param start where it begins
 * @param included whether a reading at the start belongs to it
 * @param order which way: {@code ASC} to what is later than the start
 * @param limit most readings, at least 1
 */
public record Seek(ReadingId start, boolean included, Page.Order order, int limit) {

    public Seek {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit);
        }
    }
}
