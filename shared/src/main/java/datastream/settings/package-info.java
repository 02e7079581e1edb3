/** Where settings come from. */
@NullMarked
package datastream.settings;

import org.jspecify.annotations.NullMarked;
