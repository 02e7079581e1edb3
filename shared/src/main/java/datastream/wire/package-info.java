/** How readings and their outcomes look on the wire: JSON, NDJSON and protobuf. */
@NullMarked
package datastream.wire;

import org.jspecify.annotations.NullMarked;
