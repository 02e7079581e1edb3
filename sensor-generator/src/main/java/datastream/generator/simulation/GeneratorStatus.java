package datastream.generator.simulation;

/**
 * A generator at one moment.
 *
 * @param spec what it was made to be
 * @param rate the rate it is set to now
 * @param state what it is doing
 * @param counts what became of its readings
 * @param currentRate readings made per second, measured over the last seconds
 */
public record GeneratorStatus(
        GeneratorSpec spec, Rate rate, GeneratorState state, Counts counts, double currentRate) {}
