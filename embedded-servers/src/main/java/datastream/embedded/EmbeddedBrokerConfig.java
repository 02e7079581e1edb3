package datastream.embedded;

import java.nio.file.Path;

/**
 * Where an embedded MQTT broker lives.
 *
 * @param folder its configuration, sessions and queued messages; must outlive the process
 * @param host address to bind; plain MQTT, so names and passwords can be read on the way
 * @param port 1 to 65535, or 0 for any free one
 * @param access who may come and do what
 */
public record EmbeddedBrokerConfig(Path folder, String host, int port, BrokerAccess access) {

    public EmbeddedBrokerConfig {
        folder = folder.toAbsolutePath().normalize();
    }

    /** A broker in {@code folder} for this machine only, on any free port. */
    public static EmbeddedBrokerConfig in(Path folder, BrokerAccess access) {
        return new EmbeddedBrokerConfig(folder, "127.0.0.1", 0, access);
    }
}
