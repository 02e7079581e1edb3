package datastream.collector.usecase.limit;

/**
 * A bucket of tokens that this collector alone takes from. Only the instant is kept at which it is
 * full again: each token moves it on by the time after which one comes back. Thread-safe.
 */
final class LocalBucket {

    private final RequestLimit limit;
    private long fullAt;

    /**
     * @param now microseconds of any clock that does not go back
     */
    LocalBucket(RequestLimit limit, long now) {
        this.limit = limit;
        fullAt = now;
    }

    synchronized Ruling take(long now) {
        long then = Math.max(fullAt, now) + limit.eachMicros();
        long room = now + limit.wholeMicros() - then;
        if (room < 0) {
            return Ruling.refused(-room);
        }
        fullAt = then;
        return Ruling.passed(room / limit.eachMicros(), limit);
    }
}
