/** What loads the pipeline: programs of the benchmark's own JVM for senders. */
@NullMarked
package datastream.benchmark.load;

import org.jspecify.annotations.NullMarked;
