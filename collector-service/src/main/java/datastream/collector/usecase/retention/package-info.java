/** Forgetting what is too old, again and again. */
@NullMarked
package datastream.collector.usecase.retention;

import org.jspecify.annotations.NullMarked;
