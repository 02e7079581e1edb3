/**
 * Simulated sensors: when they measure, what they keep until it is acknowledged, and the ports that
 * their readings leave through.
 */
@NullMarked
package datastream.generator.simulation;

import org.jspecify.annotations.NullMarked;
