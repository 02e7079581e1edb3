package datastream.collector.domain;

import java.util.Locale;

/** Which way a reading came in. */
public enum Door {
    GRPC,
    MQTT,
    HTTP,
    /** Out of quarantine, tried again. */
    REDRIVE;

    /** The door's name in the database, in metrics and in the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when there is no such door
     */
    public static Door fromWireName(String name) {
        for (Door door : values()) {
            if (door.wireName().equals(name)) {
                return door;
            }
        }
        throw new IllegalArgumentException("There is no door " + name);
    }
}
