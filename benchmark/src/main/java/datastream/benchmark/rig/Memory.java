package datastream.benchmark.rig;

/**
 * The collector's memory under a load.
 *
 * @param residentMegabytes as the system counts it
 * @param liveMegabytes what a full collection leaves of its heap while the load goes on
 * @param allocatedBytes what was allocated in its heap during the sample, to the last collection
 */
public record Memory(double residentMegabytes, double liveMegabytes, double allocatedBytes) {}
