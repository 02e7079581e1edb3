package datastream.collector.usecase.aggregate;

/** Others are being computed, and there is no room beside them. Trying again later helps. */
public final class TooManyAggregates extends RuntimeException {

    TooManyAggregates() {
        super("Too many aggregates are being computed; try again later", null, false, false);
    }
}
