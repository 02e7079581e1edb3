package datastream.collector.usecase.aggregate;

import datastream.collector.domain.aggregate.AggregateRow;
import java.util.List;

/** A computed answer. It takes room until it is closed. */
public final class Aggregates implements AutoCloseable {

    private final List<AggregateRow> rows;
    private final AggregateRoom.Place place;

    Aggregates(List<AggregateRow> rows, AggregateRoom.Place place) {
        this.rows = rows;
        this.place = place;
    }

    /** By the starts of their buckets, those of one bucket by their groups. */
    public List<AggregateRow> rows() {
        return rows;
    }

    @Override
    public void close() {
        place.close();
    }
}
