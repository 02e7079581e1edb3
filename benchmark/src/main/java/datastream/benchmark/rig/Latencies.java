package datastream.benchmark.rig;

/**
 * How long acknowledgements took, in milliseconds.
 *
 * @param count how many were measured
 * @param p50 half took no longer
 * @param p99 99 in 100 took no longer
 * @param p999 999 in 1,000 took no longer
 * @param most the slowest
 */
public record Latencies(long count, double p50, double p99, double p999, double most) {}
