/** A TCP proxy that breaks connections on demand, in every way in which networks do. */
@NullMarked
package datastream.chaos.link;

import org.jspecify.annotations.NullMarked;
