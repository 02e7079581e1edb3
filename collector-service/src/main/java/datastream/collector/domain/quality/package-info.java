/** What looks wrong in the readings of one sensor: one small detector for each kind. */
@NullMarked
package datastream.collector.domain.quality;

import org.jspecify.annotations.NullMarked;
