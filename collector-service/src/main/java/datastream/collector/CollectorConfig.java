package datastream.collector;

import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.adapter.mqtt.MqttConfig;
import datastream.collector.infrastructure.mysql.DatabaseConfig;
import datastream.collector.usecase.change.ChangeConfig;
import datastream.collector.usecase.quarantine.RetentionConfig;
import datastream.collector.usecase.retention.ReadingRetention;
import datastream.http.RestConfig;
import datastream.security.TokenSecret;
import datastream.security.TokenSecrets;
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
        TlsConfig tls) {

    /**
     * Keeps readings for ever, with the usual quarantine and changes; registration is closed, there
     * is one secret, and no TLS.
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
                TlsConfig.NONE);
    }
}
