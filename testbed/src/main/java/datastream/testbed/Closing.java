package datastream.testbed;

import java.util.List;

/** Closes things of which one may fail without the others being left open. */
public final class Closing {

    private Closing() {}

    /**
     * Closes all, in this order.
     *
     * @throws HarnessFailure the first failure, with the others suppressed, once all were tried
     */
    public static void all(List<? extends AutoCloseable> things) {
        HarnessFailure failure = null;
        for (AutoCloseable thing : things) {
            try {
                thing.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new HarnessFailure("Cannot close " + thing, e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
