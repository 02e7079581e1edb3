/** Keeping counts of readings, so that nobody has to count them. */
@NullMarked
package datastream.collector.usecase.rollup;

import org.jspecify.annotations.NullMarked;
