/**
 * {@code ./datastream bench}: how fast the pipeline is beside what this machine could do at best.
 */
@NullMarked
package datastream.benchmark;

import org.jspecify.annotations.NullMarked;
