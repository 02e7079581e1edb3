package datastream.collector.usecase.aggregate;

/** Bounds the memory of all aggregates that are being made or sent. Thread-safe. */
final class AggregateRoom {

    private final long bytes;

    /** Guarded by this object's lock. */
    private long taken;

    AggregateRoom(long bytes) {
        this.bytes = bytes;
    }

    /** Takes nothing yet. To be closed. */
    Place enter() {
        return new Place();
    }

    private synchronized boolean take(long more) {
        if (more > bytes - taken) {
            return false;
        }
        taken += more;
        return true;
    }

    private synchronized void give(long back) {
        taken -= back;
    }

    /** What one aggregate takes. Used by one thread. */
    final class Place implements AutoCloseable {

        private long mine;

        private Place() {}

        /**
         * @throws TooManyAggregates when others have taken too much
         * @throws AggregateTooLarge when this one takes too much
         */
        void take(long more) {
            if (!AggregateRoom.this.take(more)) {
                if (mine + more > bytes) {
                    throw new AggregateTooLarge(
                            "functions",
                            "need more memory for so many readings than there is; take a shorter range, or leave percentiles out");
                }
                throw new TooManyAggregates();
            }
            mine += more;
        }

        @Override
        public void close() {
            give(mine);
            mine = 0;
        }
    }
}
