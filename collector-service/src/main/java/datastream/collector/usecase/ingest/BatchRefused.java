package datastream.collector.usecase.ingest;

/**
 * The store refuses at least one reading of a batch for what it is: tried again, the same batch
 * fails again. Nothing of the batch was stored. A store that is away, full or busy is {@link
 * datastream.collector.domain.StoreUnavailable} instead.
 */
public final class BatchRefused extends RuntimeException {

    /**
     * @param reason the store's own words, for whoever looks at the refused reading
     */
    public BatchRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
