/** A process that sends readings through one door and journals every attempt and answer. */
@NullMarked
package datastream.chaos.sender;

import org.jspecify.annotations.NullMarked;
