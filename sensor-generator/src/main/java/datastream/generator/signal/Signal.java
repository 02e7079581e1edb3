package datastream.generator.signal;

/**
 * The running state of a signal. Values depend on the spec, its seed, how often {@link #next} was
 * called and with what: nothing else. Not thread-safe.
 */
@FunctionalInterface
public interface Signal {

    /**
     * The next value, always finite.
     *
     * @param elapsedSeconds time since the first value of this signal was due
     */
    double next(double elapsedSeconds);
}
