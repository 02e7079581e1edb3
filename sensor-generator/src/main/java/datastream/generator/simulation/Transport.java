package datastream.generator.simulation;

/** The ways of readings to the collector. */
public enum Transport {
    GRPC,
    MQTT
}
