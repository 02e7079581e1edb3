package datastream.benchmark.load;

import org.HdrHistogram.Histogram;

/** Sends readings until it is closed. Thread-safe. */
public interface Load extends AutoCloseable {

    /** Begins to send; returns when connections are being made. */
    void start();

    /** Readings acknowledged so far: for every way, those that are committed. */
    long acknowledged();

    /**
     * Times from the moment at which a batch was to be sent to its acknowledgement, in
     * microseconds, since the last call of this method; empty for a load that does not measure
     * them.
     */
    default Histogram latencies() {
        return new Histogram(3);
    }

    /** Stops sending; what is unanswered is given up. */
    @Override
    void close();
}
