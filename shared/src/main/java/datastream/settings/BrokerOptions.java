package datastream.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name an MQTT broker, the same in every command. */
public final class BrokerOptions {

    @Option(
            names = "--mqtt-url",
            paramLabel = "URL",
            description =
                    "MQTT broker to use, as mqtt://host:port or mqtts://host:port; `up` brings its own, else default none. [MQTT_URL]")
    private @Nullable URI url;

    @Option(
            names = "--mqtt-user",
            paramLabel = "NAME",
            description = "User name at that broker, default none. [MQTT_USER]")
    private @Nullable String user;

    @Option(
            names = "--mqtt-password",
            paramLabel = "PASSWORD",
            description = "Its password, default none. [MQTT_PASSWORD]")
    private @Nullable String password;

    /**
     * The broker that was named, or null.
     *
     * @throws IllegalArgumentException when the URL has another form
     */
    public @Nullable BrokerAddress address() {
        return url == null ? null : new BrokerAddress(url, user, password);
    }
}
