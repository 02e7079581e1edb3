package datastream.generator;

import datastream.security.KeyText;
import datastream.security.TokenSecrets;
import datastream.settings.BrokerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Who the service is to the collector, and how it knows those who control it: with the secret of
 * the installation both, with an API key alone the former.
 */
final class IdentityOptions {

    @Option(
            names = "--jwt-secret",
            paramLabel = "SECRET",
            description =
                    "Signs and checks tokens: at least 32 bytes, the same in every service. Required without an API key; without it nobody controls generators over REST. [JWT_SECRET]")
    private @Nullable String jwtSecret;

    @Option(
            names = "--jwt-secret-old",
            paramLabel = "SECRET",
            description =
                    "Its tokens are good too, while one secret takes the other's place; default none. [JWT_SECRET_OLD]")
    private @Nullable String jwtSecretOld;

    @Option(
            names = "--collector-api-key",
            paramLabel = "KEY",
            description =
                    "API key for handing readings in, shown to the collector instead of tokens, and to the broker as the password, under the key's name as MQTT_USER, unless MQTT_PASSWORD is set, or the broker is reached by mqtts:// without MQTT_USER and knows a certificate; default none. [COLLECTOR_API_KEY]")
    private @Nullable String collectorApiKey;

    /**
     * Null for none.
     *
     * @throws IllegalArgumentException naming the one that is too weak or missing, or both when
     *     they are the same
     */
    @Nullable TokenSecrets secrets() {
        if (jwtSecret == null && jwtSecretOld != null) {
            throw new IllegalArgumentException("JWT_SECRET_OLD is of no use without JWT_SECRET");
        }
        return jwtSecret == null ? null : TokenSecrets.of(jwtSecret, jwtSecretOld);
    }

    /**
     * Null for none.
     *
     * @throws IllegalArgumentException when it is no key by its form
     */
    @Nullable KeyText key() {
        return collectorApiKey == null ? null : KeyText.named("COLLECTOR_API_KEY", collectorApiKey);
    }

    /**
     * The broker, and who the service is there: with a key and without a password of its own, whom
     * the key makes it; without a name too, by TLS, whom its certificate makes it.
     *
     * @throws IllegalArgumentException when the broker is to take the key, and its name is missing
     */
    @Nullable BrokerAddress at(@Nullable BrokerAddress broker) {
        KeyText key = key();
        if (key == null || broker == null || broker.password() != null) {
            return broker;
        }
        if (broker.user() == null && broker.tls()) {
            return broker;
        }
        if (broker.user() == null) {
            throw new IllegalArgumentException(
                    "MQTT_USER is missing: the broker knows a COLLECTOR_API_KEY by the key's name");
        }
        return broker.withPassword(key.text());
    }
}
