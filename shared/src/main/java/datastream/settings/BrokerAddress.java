package datastream.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the MQTT broker is, and who we are there.
 *
 * @param url {@code mqtt://host:port} or {@code mqtts://host:port}; the port may be left out
 * @param user user name, or null for an anonymous connection
 * @param password its password, or null
 */
public record BrokerAddress(URI url, @Nullable String user, @Nullable String password) {

    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    /**
     * @throws IllegalArgumentException when the URL has another form
     */
    public BrokerAddress {
        if (url.getHost() == null || !("mqtt".equals(url.getScheme()) || tls(url))) {
            throw new IllegalArgumentException(
                    "MQTT_URL must have the form mqtt://host:port or mqtts://host:port");
        }
    }

    public String host() {
        return url.getHost();
    }

    public int port() {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return tls() ? TLS_PORT : PLAIN_PORT;
    }

    public boolean tls() {
        return tls(url);
    }

    /** The same, shown another password. */
    public BrokerAddress withPassword(String other) {
        return new BrokerAddress(url, user, other);
    }

    private static boolean tls(URI url) {
        return "mqtts".equals(url.getScheme());
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return host() + ":" + port();
    }
}
