/** Tokens and what they allow. */
@NullMarked
package datastream.security;

import org.jspecify.annotations.NullMarked;
