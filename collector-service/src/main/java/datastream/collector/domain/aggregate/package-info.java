/** What is computed of many readings, and exactly how. */
@NullMarked
package datastream.collector.domain.aggregate;

import org.jspecify.annotations.NullMarked;
