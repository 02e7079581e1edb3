package datastream.generator.mqtt;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the MQTT broker is, and who we are there.
 *
 * @param url {@code mqtt://host:port}; the port may be left out for 1883
 * @param user user name, or null for an anonymous connection
 * @param password its password, or null
 */
public record BrokerConfig(URI url, @Nullable String user, @Nullable String password) {

    private static final int USUAL_PORT = 1883;

    /**
     * @throws IllegalArgumentException when the URL has another form
     */
    public BrokerConfig {
        if (!"mqtt".equals(url.getScheme())
                || url.getHost() == null
                || !String.valueOf(url.getRawPath()).isEmpty()) {
            throw new IllegalArgumentException(
                    "MQTT_URL must be mqtt://host:port, as in mqtt://127.0.0.1:1883, not " + url);
        }
    }

    String host() {
        return url.getHost();
    }

    int port() {
        return url.getPort() < 0 ? USUAL_PORT : url.getPort();
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "BrokerConfig[" + host() + ":" + port() + "]";
    }
}
