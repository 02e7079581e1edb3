package datastream.benchmark.load;

import datastream.reading.Sensor;
import datastream.settings.BrokerAddress;
import java.net.URI;
import java.util.Map;

/**
 * Where loads go. Travels in the environment.
 *
 * @param databaseUrl of the database itself, for the raw loader
 * @param databaseUser its user
 * @param databasePassword its password
 * @param grpc {@code host:port} of the collector
 * @param http {@code host:port} of the collector
 * @param mqtt {@code host:port} of the broker
 * @param secret signs tokens
 */
public record Targets(
        String databaseUrl,
        String databaseUser,
        String databasePassword,
        String grpc,
        String http,
        String mqtt,
        String secret) {

    private static final String PREFIX = "BENCH_";

    /** As environment variables. */
    public Map<String, String> environment() {
        return Map.of(
                PREFIX + "DATABASE_URL", databaseUrl,
                PREFIX + "DATABASE_USER", databaseUser,
                PREFIX + "DATABASE_PASSWORD", databasePassword,
                PREFIX + "GRPC", grpc,
                PREFIX + "HTTP", http,
                PREFIX + "MQTT", mqtt,
                PREFIX + "SECRET", secret);
    }

    static Targets of(Map<String, String> environment) {
        return new Targets(
                value(environment, "DATABASE_URL"),
                value(environment, "DATABASE_USER"),
                value(environment, "DATABASE_PASSWORD"),
                value(environment, "GRPC"),
                value(environment, "HTTP"),
                value(environment, "MQTT"),
                value(environment, "SECRET"));
    }

    /** The values of a sensor that loads send for, as a row of INSERT. */
    public static String sensorRow(int index) {
        Sensor sensor = Rows.sensor(index);
        return "('%s','%s',%d)".formatted(sensor.type(), sensor.id1(), sensor.id2());
    }

    BrokerAddress broker() {
        return new BrokerAddress(URI.create("mqtt://" + mqtt), null, null);
    }

    /** Without password and secret. */
    @Override
    public String toString() {
        return "%s, gRPC %s, HTTP %s, MQTT %s".formatted(databaseUrl, grpc, http, mqtt);
    }

    private static String value(Map<String, String> environment, String name) {
        String value = environment.get(PREFIX + name);
        if (value == null) {
            throw new IllegalArgumentException(PREFIX + name + " is not set");
        }
        return value;
    }
}
