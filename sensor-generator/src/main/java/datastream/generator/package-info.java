/** The generator service: simulated sensors under REST control. */
@NullMarked
package datastream.generator;

import org.jspecify.annotations.NullMarked;
