package datastream.collector.domain;

/**
 * The database cannot be reached or cannot do it now; the same call may succeed later. Nothing is
 * known to be stored.
 */
public final class StoreUnavailable extends RuntimeException {

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailable(String message) {
        super(message);
    }
}
