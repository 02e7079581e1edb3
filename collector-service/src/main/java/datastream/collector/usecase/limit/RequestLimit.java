package datastream.collector.usecase.limit;

/**
 * How many requests somebody may send: a bucket of tokens, one for each request.
 *
 * @param perMinute how many come back in a minute, 1 to 600,000; 0 for any number of requests
 * @param atOnce how many there are when it is full, 1 to 100,000
 */
public record RequestLimit(int perMinute, int atOnce) {

    /** Any number. */
    public static final RequestLimit NONE = new RequestLimit(0, 1);

    /** A token comes back in a tenth of a millisecond then; what that is rounded to is little. */
    public static final int MOST_PER_MINUTE = 600_000;

    public static final int MOST_AT_ONCE = 100_000;

    private static final long MINUTE = 60_000_000;

    /** What a collector takes for itself is at most this part of what is allowed at once. */
    private static final int PART = 8;

    private static final int USUAL_PORTION = 10;

    public RequestLimit {
        if (perMinute < 0 || perMinute > MOST_PER_MINUTE || atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException(perMinute + " a minute, " + atOnce + " at once");
        }
    }

    boolean isNone() {
        return perMinute == 0;
    }

    /** So many times as many, as far as there may be. */
    RequestLimit times(int many) {
        return new RequestLimit(
                Math.min(perMinute * many, MOST_PER_MINUTE), Math.min(atOnce * many, MOST_AT_ONCE));
    }

    /** Microseconds after which one comes back, rounded up: it is never more than said. */
    public long eachMicros() {
        return Math.ceilDiv(MINUTE, perMinute);
    }

    /** Microseconds after which an empty bucket is full. */
    public long wholeMicros() {
        return eachMicros() * atOnce;
    }

    /**
     * How many a collector takes from the shared bucket at a time: what comes back in a second, ten
     * at least, but no more than a small part of the whole.
     */
    int portion() {
        int lively = Math.max(perMinute / 60, USUAL_PORTION);
        return Math.clamp(atOnce / PART, 1, lively);
    }
}
