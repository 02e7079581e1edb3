/** Counting what happens, for Prometheus. */
@NullMarked
package datastream.collector.infrastructure.telemetry;

import org.jspecify.annotations.NullMarked;
