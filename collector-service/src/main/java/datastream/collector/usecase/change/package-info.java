/** Editing and deleting stored readings, and taking that back. */
@NullMarked
package datastream.collector.usecase.change;

import org.jspecify.annotations.NullMarked;
