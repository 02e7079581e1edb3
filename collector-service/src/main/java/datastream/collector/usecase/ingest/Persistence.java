package datastream.collector.usecase.ingest;

import datastream.collector.domain.StoreUnavailable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a transaction until it has committed. While the store is away nobody is told anything: what
 * waits stays unacknowledged, its room stays taken, and senders feel it. Used by one thread.
 */
final class Persistence {

    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /** A fault of ours may pass; one that has come this often in a row lies in the data. */
    private static final int MOST_FAULTS = 3;

    private final String what;

    /**
     * @param what that which is stored, for the log: "Readings"
     */
    Persistence(String what) {
        this.what = what;
    }

    /**
     * @param transaction safe to be repeated; throws {@link StoreUnavailable} when it is not known
     *     to have committed
     * @throws BatchRefused when the store refuses it, or it has failed repeatedly for a reason that
     *     nobody foresaw
     * @throws InterruptedException when there is no more time to try
     */
    <T> T untilCommitted(Supplier<T> transaction) throws InterruptedException {
        int faults = 0;
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            boolean first = pause == FIRST_PAUSE_MILLIS;
            try {
                T result = transaction.get();
                if (!first) {
                    LOG.info("{} are being stored again", what);
                }
                return result;
            } catch (BatchRefused e) {
                throw e;
            } catch (StoreUnavailable e) {
                faults = 0;
                sayUnavailable(e, first);
            } catch (RuntimeException e) {
                faults++;
                LOG.error("{} could not be stored for a reason of our own", what, e);
                if (faults == MOST_FAULTS) {
                    throw new BatchRefused("The collector failed on it: " + e, e);
                }
            } catch (Error e) {
                // A lane that ends would leave its senders waiting for ever.
                LOG.error("{} could not be stored; trying until they can", what, e);
            }
            TimeUnit.MILLISECONDS.sleep(pause);
        }
    }

    private void sayUnavailable(StoreUnavailable e, boolean first) {
        if (first) {
            LOG.warn("{} cannot be stored now; trying until they can: {}", what, e.getMessage());
        }
    }
}
