package datastream.collector.adapter.mqtt;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which MQTT broker to take readings from.
 *
 * @param url {@code mqtt://host:port} or {@code mqtts://host:port}; the port may be left out
 * @param clientId name of this collector at the broker, the same after a restart, another for every
 *     replica: the broker keeps under it what is not acknowledged
 * @param user user name, or null when the broker asks for none
 * @param password its password, or null
 */
public record MqttConfig(
        URI url, String clientId, @Nullable String user, @Nullable String password) {

    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    public MqttConfig {
        if (url.getHost() == null || !("mqtt".equals(url.getScheme()) || tls(url))) {
            throw new IllegalArgumentException(
                    "MQTT_URL must have the form mqtt://host:port or mqtts://host:port");
        }
    }

    public boolean tls() {
        return tls(url);
    }

    public int port() {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return tls() ? TLS_PORT : PLAIN_PORT;
    }

    private static boolean tls(URI url) {
        return "mqtts".equals(url.getScheme());
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "MqttConfig[" + url.getHost() + ":" + port() + " as " + clientId + "]";
    }
}
