package datastream.collector;

import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.adapter.mqtt.MqttConfig;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.limit.RequestLimits;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.http.RestConfig;
import datastream.security.Admission;
import datastream.security.TokenSecret;
import datastream.security.TokenSecrets;
import datastream.settings.BrokerAddress;
import datastream.tls.TlsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a collector is told from outside.
 *
 * @param rest where the REST interface listens
 * @param grpc where the gRPC door listens
 * @param mqtt which broker to take readings from; null leaves the MQTT door closed
 * @param database where readings are kept
 * @param readings how long readings are kept
 * @param quarantine how much the quarantine keeps
 * @param changes how much may be changed in which way
 * @param accounts who may have an account, and what is known of those who come
 * @param secrets what signs and checks tokens
 * @param tls which files it speaks TLS with
 * @param admission who may hand in readings
 * @param requests how many requests are taken from whom
 */
public record CollectorConfig(
        RestConfig rest,
        GrpcConfig grpc,
        @Nullable MqttConfig mqtt,
        DatabaseConfig database,
        ReadingRetention readings,
        RetentionConfig quarantine,
        ChangeConfig changes,
        AccountConfig accounts,
        TokenSecrets secrets,
        TlsConfig tls,
        Admission admission,
        RequestLimits requests) {

    /**
     * @throws IllegalArgumentException when it would take readings from a broker that cannot know
     *     who this is, and so lets everybody in, and nobody has said that it may
     */
    public CollectorConfig {
        if (admission == Admission.KNOWN_SENDERS && mqtt != null && !isKnownAt(mqtt, tls)) {
            throw new IllegalArgumentException(
                    "MQTT_URL needs MQTT_USER and MQTT_PASSWORD as well, or mqtts:// with"
                            + " TLS_CLIENT_CERT: a broker that takes this collector without takes"
                            + " readings from anybody; INSECURE=true puts up with that");
        }
    }

    private static boolean isKnownAt(MqttConfig mqtt, TlsConfig tls) {
        BrokerAddress broker = mqtt.broker();
        return (broker.user() != null && broker.password() != null)
                || (broker.tls() && tls.client() != null);
    }

    /**
     * Keeps readings for ever, with the usual quarantine and changes; registration is closed, there
     * is one secret, no TLS, and requests are not counted.
     */
    public CollectorConfig(
            RestConfig rest,
            GrpcConfig grpc,
            @Nullable MqttConfig mqtt,
            DatabaseConfig database,
            TokenSecret secret) {
        this(
                rest,
                grpc,
                mqtt,
                database,
                ReadingRetention.FOR_EVER,
                RetentionConfig.USUAL,
                ChangeConfig.USUAL,
                AccountConfig.USUAL,
                new TokenSecrets(secret),
                TlsConfig.NONE,
                Admission.KNOWN_SENDERS,
                RequestLimits.NONE);
    }
}
