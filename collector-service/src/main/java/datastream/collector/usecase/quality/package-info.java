/** Telling what looks wrong in stored readings. */
@NullMarked
package datastream.collector.usecase.quality;

import org.jspecify.annotations.NullMarked;
