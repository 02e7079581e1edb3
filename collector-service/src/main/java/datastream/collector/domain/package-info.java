/** Values and rules of the collector; needs nothing but Java and the shared vocabulary. */
@NullMarked
package datastream.collector.domain;

import org.jspecify.annotations.NullMarked;
