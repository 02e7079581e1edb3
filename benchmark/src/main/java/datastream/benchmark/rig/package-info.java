/** The pipeline under load, and what is measured of it. */
@NullMarked
package datastream.benchmark.rig;

import org.jspecify.annotations.NullMarked;
