package datastream.collector.domain;

/**
 * The database cannot be reached or cannot do it now; the same call may succeed later. Nothing is
 * known to be stored.
 */
public sealed class StoreUnavailable extends RuntimeException permits QueryTimeout {

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailable(String message) {
        super(message);
    }
}
