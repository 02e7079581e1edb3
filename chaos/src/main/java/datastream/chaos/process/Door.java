package datastream.chaos.process;

/** A way for readings into the collector, and what counts as its acknowledgement. */
public enum Door {
    GRPC("grpc", "gRPC"),
    /** Acknowledged end to end: by the collector, not by the broker. */
    MQTT("mqtt", "MQTT"),
    /** Acknowledged by the broker alone; holds only while nobody kills the broker. */
    MQTT_PUBACK("mqtt-puback", "MQTT (PUBACK)"),
    HTTP("http", "HTTP");

    private final String option;
    private final String title;

    Door(String option, String title) {
        this.option = option;
        this.title = title;
    }

    /** As the sender's command line names it. */
    String option() {
        return option;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
