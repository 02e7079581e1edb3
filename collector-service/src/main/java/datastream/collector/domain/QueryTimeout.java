package datastream.collector.domain;

import java.time.Duration;

/**
 * The database was stopped in the middle of something that took longer than it may. The same call
 * would take as long again; one that means less may succeed.
 */
public final class QueryTimeout extends StoreUnavailable {

    private final Duration limit;

    /**
     * @param limit how long a statement may take
     */
    public QueryTimeout(Duration limit, Throwable cause) {
        super("The database was stopped after %d s".formatted(limit.toSeconds()), cause);
        this.limit = limit;
    }

    /** Of several statements together. */
    public QueryTimeout(Duration limit) {
        super("The database was not done after %d s".formatted(limit.toSeconds()));
        this.limit = limit;
    }

    /** How long a statement may take. */
    public Duration limit() {
        return limit;
    }
}
