package datastream.collector.domain.quality;

import datastream.reading.Reading;

/**
 * A reading far off its neighbours.
 *
 * @param reading the reading
 * @param expected the median of it and its neighbours
 * @param deviation how far off it is, in robust standard deviations of these; finite
 */
public record Spike(Reading reading, double expected, double deviation) {}
