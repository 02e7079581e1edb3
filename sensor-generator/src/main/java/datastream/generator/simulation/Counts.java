package datastream.generator.simulation;

/**
 * What became of the readings of one generator. At every moment
 *
 * <pre>generated = acknowledged + rejected + inFlight</pre>
 *
 * @param generated readings made
 * @param acknowledged readings known to be committed
 * @param retried readings sent once more; one sent three times counts twice
 * @param rejected readings that the collector will not store
 * @param inFlight readings waiting to be sent or answered
 * @param skipped readings that were due but not made, because too many were in flight
 */
public record Counts(
        long generated,
        long acknowledged,
        long retried,
        long rejected,
        long inFlight,
        long skipped) {}
