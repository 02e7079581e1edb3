package datastream.chaos.sender;

/** The ways into Datastream that a sender can take. */
public enum DoorKind {
    GRPC,
    /** A reading counts as acknowledged when the collector has answered end to end. */
    MQTT,
    /** A reading counts as acknowledged when the broker has taken it. */
    MQTT_PUBACK,
    HTTP;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
