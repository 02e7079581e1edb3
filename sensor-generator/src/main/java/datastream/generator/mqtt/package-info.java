/** Readings over MQTT 5: one client per process, answers by response topic and correlation data. */
@NullMarked
package datastream.generator.mqtt;

import org.jspecify.annotations.NullMarked;
