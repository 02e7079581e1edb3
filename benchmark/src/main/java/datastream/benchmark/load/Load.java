package datastream.benchmark.load;

import org.HdrHistogram.Histogram;

/** Sends readings until it is closed. What it does is told by its {@link Progress}. Thread-safe. */
public interface Load extends AutoCloseable {

    /** Begins to send; returns when connections are being made. */
    void start();

    /**
     * Times from the moment at which a batch was to be sent to its acknowledgement, in
     * microseconds, since the last call of this method; what is still unanswered counts with its
     * age. Empty for a load that does not measure them.
     */
    default Histogram latencies() {
        return new Histogram(3);
    }

    /** Stops sending, and returns when nothing is sent any more; what is unanswered is given up. */
    @Override
    void close();
}
