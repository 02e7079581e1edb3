/** The reliability harness: its command, and the report that it writes. */
@NullMarked
package datastream.chaos;

import org.jspecify.annotations.NullMarked;
