/**
 * The collector: takes readings in, stores them durably, serves them over REST. {@link
 * datastream.collector.Collector} wires it.
 */
@NullMarked
package datastream.collector;

import org.jspecify.annotations.NullMarked;
