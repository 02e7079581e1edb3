package datastream.collector.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of readings, how large the whole is, and where it goes on.
 *
 * @param data the readings of the page, in order
 * @param total number of readings in the whole result
 * @param previous what comes before, or null when this is the beginning
 * @param next what comes after, or null when this is the end
 */
public record ReadingPage(
        List<StoredReading> data,
        long total,
        @Nullable Position previous,
        @Nullable Position next) {

    public ReadingPage {
        data = List.copyOf(data);
    }

    /**
     * A page that tells its neighbours by its first and last reading.
     *
     * @param begins whether nothing comes before
     * @param ends whether nothing comes after
     */
    public static ReadingPage of(
            List<StoredReading> data, long total, boolean begins, boolean ends) {
        return new ReadingPage(
                data,
                total,
                begins ? null : new Position(data.getFirst().id(), Position.Heading.PREVIOUS),
                ends ? null : new Position(data.getLast().id(), Position.Heading.NEXT));
    }
}
