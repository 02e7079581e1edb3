/**
 * The whole pipeline in one process, for a laptop: database, broker, collector and simulated
 * sensors. {@link datastream.stack.LocalStack} wires it.
 */
@NullMarked
package datastream.stack;

import org.jspecify.annotations.NullMarked;
