package datastream.generator;

import datastream.generator.grpc.CollectorAddress;
import datastream.http.RestConfig;
import datastream.security.KeyText;
import datastream.security.TokenSecret;
import datastream.security.TokenSecrets;
import datastream.settings.BrokerAddress;
import datastream.tls.TlsConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a generator service needs to know.
 *
 * @param rest where its REST interface listens
 * @param secrets sign and check tokens, the same as the collector's; null with a key, and then
 *     nobody controls generators over REST
 * @param key what is shown to the collector; null for tokens of its own
 * @param collector where readings go over gRPC
 * @param broker where readings go over MQTT; null when there is no broker
 * @param tls which files it speaks TLS with
 * @param windowSize most unacknowledged readings per generator, 16 bytes each, 1 to 1,000,000
 */
public record GeneratorServiceConfig(
        RestConfig rest,
        @Nullable TokenSecrets secrets,
        @Nullable KeyText key,
        CollectorAddress collector,
        @Nullable BrokerAddress broker,
        TlsConfig tls,
        int windowSize) {

    public static final int DEFAULT_WINDOW_SIZE = 20_000;

    private static final int LARGEST_WINDOW_SIZE = 1_000_000;

    /**
     * @throws IllegalArgumentException when the window size is out of range, or there is nothing to
     *     show to the collector
     */
    public GeneratorServiceConfig {
        if (secrets == null && key == null) {
            throw new IllegalArgumentException(
                    "JWT_SECRET or COLLECTOR_API_KEY is needed, to be let in by the collector");
        }
        if (windowSize < 1 || windowSize > LARGEST_WINDOW_SIZE) {
            throw new IllegalArgumentException(
                    "WINDOW must be an integer from 1 to 1000000, not " + windowSize);
        }
    }

    /** With tokens of its own. */
    public GeneratorServiceConfig(
            RestConfig rest,
            TokenSecrets secrets,
            CollectorAddress collector,
            @Nullable BrokerAddress broker,
            TlsConfig tls,
            int windowSize) {
        this(rest, secrets, null, collector, broker, tls, windowSize);
    }

    /** With one secret and the default window, and without TLS. */
    public GeneratorServiceConfig(
            RestConfig rest,
            TokenSecret secret,
            CollectorAddress collector,
            @Nullable BrokerAddress broker) {
        this(
                rest,
                new TokenSecrets(secret),
                collector,
                broker,
                TlsConfig.NONE,
                DEFAULT_WINDOW_SIZE);
    }
}
