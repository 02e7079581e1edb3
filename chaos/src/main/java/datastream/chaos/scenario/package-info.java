/** The faults: what is broken, how often, and what must hold nevertheless. */
@NullMarked
package datastream.chaos.scenario;

import org.jspecify.annotations.NullMarked;
