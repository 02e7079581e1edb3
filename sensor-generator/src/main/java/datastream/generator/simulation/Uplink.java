package datastream.generator.simulation;

import datastream.reading.Sensor;

/** The connection of this process to the collector over one transport, shared by all generators. */
public interface Uplink extends AutoCloseable {

    /**
     * Starts carrying the readings of a sensor. Connects in the background: a collector that is
     * away is not an error.
     *
     * @param window where the readings come from; the sender is its only taker
     */
    ReadingSender open(Sensor sensor, Window window);

    /** How the connection is at this moment. */
    LinkHealth health();

    /** Ends the connection and all senders. May be called more than once. */
    @Override
    void close();
}
