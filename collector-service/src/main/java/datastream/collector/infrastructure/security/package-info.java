/** Password hashing. */
@NullMarked
package datastream.collector.infrastructure.security;

import org.jspecify.annotations.NullMarked;
