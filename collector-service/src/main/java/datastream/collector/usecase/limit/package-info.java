/** How many requests are taken from whom. */
@NullMarked
package datastream.collector.usecase.limit;

import org.jspecify.annotations.NullMarked;
