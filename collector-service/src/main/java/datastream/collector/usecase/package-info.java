/** What use cases have in common. */
@NullMarked
package datastream.collector.usecase;

import org.jspecify.annotations.NullMarked;
