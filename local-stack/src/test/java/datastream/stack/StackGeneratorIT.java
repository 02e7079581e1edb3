package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./datastream generator} as somebody runs it who has an API key and nothing else. */
@Timeout(300)
final class StackGeneratorIT {

    private static StackProcess stack;
    private static ApiClient admin;

    @BeforeAll
    static void start() {
        stack = StackProcess.up(Stacks.newFolder("generator")).awaitReady();
        admin = ApiClient.register(stack);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.terminate();
        assertThat(stack.awaitExit()).isZero();
        stack.close();
    }

    @Test
    void aKeyAloneLetsItHandInOverGrpcUntilItIsRevoked() throws Exception {
        JsonNode key = key("over-grpc");
        try (GeneratorProcess generator =
                generator("grpc", Map.of("COLLECTOR_API_KEY", key.get("key").asText()))) {
            awaitReadings(1);
            admin.revokeKey(key.get("id").asLong());
            Stacks.patiently().until(() -> generator.output().contains("UNAUTHENTICATED"));
            assertThat(generator.output()).doesNotContain(key.get("key").asText());
        }
    }

    /** The broker knows it by the same key, from a file. */
    @Test
    void aKeyAloneLetsItHandInOverMqtt() throws Exception {
        JsonNode key = key("over-mqtt");
        Path file = Path.of("target", "key-" + UUID.randomUUID()).toAbsolutePath();
        Files.writeString(file, key.get("key").asText() + "\n");
        Map<String, String> settings =
                Map.of(
                        "COLLECTOR_API_KEY_FILE", file.toString(),
                        "MQTT_URL", stack.mqtt().toString(),
                        "MQTT_USER", "over-mqtt");
        try (GeneratorProcess generator = generator("mqtt", settings)) {
            awaitReadings(2);
            assertThat(generator.output()).doesNotContain(key.get("key").asText());
        } finally {
            Files.delete(file);
        }
    }

    private static JsonNode key(String name) {
        return admin.makeKey(
                """
                {"name": "%s", "permissions": ["ingest"],
                 "sensor_types": ["pressure"], "id1_prefixes": ["KEYED"]}
                """
                        .formatted(name));
    }

    private static GeneratorProcess generator(String transport, Map<String, String> settings) {
        return GeneratorProcess.start(
                settings,
                "--collector-address=" + stack.grpc(),
                "--sensor-type=pressure",
                "--id1=KEYED",
                "--id2=" + (transport.equals("grpc") ? 1 : 2),
                "--transport=" + transport);
    }

    private static void awaitReadings(int id2) {
        String path = "/api/readings?sensor_type=pressure&id1=KEYED&limit=1&id2=" + id2;
        Stacks.patiently().until(() -> admin.get(path).get("total").asInt() > 0);
    }
}
