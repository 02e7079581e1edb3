/** What simulated sensors measure: signals, described by specs and computed reproducibly. */
@NullMarked
package datastream.generator.signal;

import org.jspecify.annotations.NullMarked;
