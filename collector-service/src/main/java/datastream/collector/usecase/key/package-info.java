/** API keys: making, revoking and knowing them. */
@NullMarked
package datastream.collector.usecase.key;

import org.jspecify.annotations.NullMarked;
