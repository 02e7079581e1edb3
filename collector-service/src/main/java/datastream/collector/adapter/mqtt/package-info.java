/** The MQTT door. */
@NullMarked
package datastream.collector.adapter.mqtt;

import org.jspecify.annotations.NullMarked;
