package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stack whose broker knows its devices by their API keys. */
@Timeout(180)
final class StackMqttIT {

    private static final String READING =
            "{\"timestamp\":\"2026-11-21T08:00:%02dZ\",\"sensor_value\":417}";

    private static StackProcess stack;
    private static ApiClient admin;

    @BeforeAll
    static void start() {
        stack = StackProcess.up(Stacks.newFolder("mqtt")).awaitReady();
        admin = ApiClient.register(stack);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.terminate();
        assertThat(stack.awaitExit()).isZero();
        stack.close();
    }

    @Test
    void aDeviceHandsInWithItsKeyAndIsAnswered() throws Exception {
        JsonNode key = admin.makeKey("{\"name\":\"whole\",\"permissions\":[\"ingest\"]}");
        try (MqttDevice device = device("whole", key).connect()) {
            JsonNode answer = device.send("sensors/pressure/WHOLE/1", READING.formatted(1));
            assertThat(answer.get("committed").asInt()).isEqualTo(1);
        }
        assertThat(admin.readings("pressure", 1).get("total").asInt()).isEqualTo(1);
        assertThat(stack.output()).doesNotContain(key.get("key").asText());
    }

    @Test
    void nobodyComesInWithoutOne() {
        JsonNode reader = admin.makeKey("{\"name\":\"reader\",\"permissions\":[\"read\"]}");
        JsonNode other = admin.makeKey("{\"name\":\"other\",\"permissions\":[\"ingest\"]}");
        assertRefused(new MqttDevice(stack.mqtt(), null, ""));
        assertRefused(new MqttDevice(stack.mqtt(), "other", "dsk_" + "A".repeat(43)));
        assertRefused(new MqttDevice(stack.mqtt(), "collector", "collector"));
        assertRefused(device("reader", reader));
        assertRefused(device("reader", other));
        assertRefused(device("collector", other));
        assertRefused(device("generators", other));
    }

    private static void assertRefused(MqttDevice device) {
        assertThatThrownBy(device::connect).isInstanceOf(Mqtt5ConnAckException.class);
    }

    @Test
    void aLimitedKeySpeaksForItsSensorsAlone() throws Exception {
        JsonNode key =
                admin.makeKey(
                        """
                        {"name": "lab-7", "permissions": ["ingest"],
                         "sensor_types": ["co2"], "id1_prefixes": ["LAB"]}
                        """);
        try (MqttDevice lab = device("lab-7", key).connect()) {
            for (String topic :
                    new String[] {
                        "sensors/co2/HALL/1", "sensors/pressure/LAB/1", "sensors/batch", "other"
                    }) {
                assertThatThrownBy(() -> lab.publish(topic, READING.formatted(2)))
                        .as(topic)
                        .isInstanceOf(Mqtt5PubAckException.class);
            }
            JsonNode disguised =
                    lab.send(
                            "sensors/co2/LABNORTH/1",
                            READING.formatted(3).replace("{", "{\"id1\":\"HALL\","));
            assertThat(disguised.get("committed").asInt()).isZero();
            assertThat(disguised.get("rejected").get(0).get("field").asText()).isEqualTo("id1");
            assertThat(
                            lab.send("sensors/co2/LABNORTH/1", READING.formatted(4))
                                    .get("committed")
                                    .asInt())
                    .isEqualTo(1);
            assertThatThrownBy(() -> lab.client().subscribeWith().topicFilter("#").send())
                    .isInstanceOf(Mqtt5SubAckException.class);
        }
    }

    @Test
    void aRevokedKeyIsCutOff() throws Exception {
        JsonNode key = admin.makeKey("{\"name\":\"lost\",\"permissions\":[\"ingest\"]}");
        try (MqttDevice idle = device("lost", key).connect()) {
            idle.send("sensors/light/LOST/1", READING.formatted(5));
            admin.revokeKey(key.get("id").asLong());
            Stacks.patiently().until(() -> !idle.client().getState().isConnected());
            assertRefused(idle);
        }
    }

    @Test
    void whoIsRefusedStandsInTheAuditLogAsAtOtherDoors() throws Exception {
        JsonNode reader = admin.makeKey("{\"name\":\"looks\",\"permissions\":[\"read\"]}");
        JsonNode key =
                admin.makeKey(
                        """
                        {"name": "strays", "permissions": ["ingest"], "id1_prefixes": ["MINE"]}
                        """);
        assertRefused(new MqttDevice(stack.mqtt(), "strays", "dsk_" + "B".repeat(43)));
        assertRefused(device("looks", reader));
        try (MqttDevice strays = device("strays", key).connect()) {
            assertThatThrownBy(() -> strays.publish("sensors/co2/HALL/1", READING.formatted(7)))
                    .isInstanceOf(Mqtt5PubAckException.class);
            assertThatThrownBy(() -> strays.client().subscribeWith().topicFilter("#").send())
                    .isInstanceOf(Mqtt5SubAckException.class);
        }
        awaitAudit("kind=access_refused&actor=key%20looks", "CONNECT");
        awaitAudit("kind=access_refused&actor=key%20strays", "PUBLISH");
        awaitAudit("kind=access_refused&actor=key%20strays", "SUBSCRIBE");
        awaitAudit("kind=token_refused&source=127.0.0.1", "CONNECT");
    }

    private static void awaitAudit(String filter, String detail) {
        Stacks.patiently()
                .untilAsserted(() ->
                        assertThat(admin.get("/api/audit?" + filter).get("data"))
                                .anyMatch(entry ->
                                        entry.get("door").asText().equals("mqtt")
                                                && entry.get("detail").asText().equals(detail)));
    }

    @Test
    void withInsecureAnybodyHandsInAndItIsSaid() throws Exception {
        try (StackProcess open =
                StackProcess.up(Stacks.newFolder("open"), Map.of("INSECURE", "true"))) {
            open.awaitReady();
            assertThat(open.output())
                    .contains("INSECURE is on: whoever reaches 127.0.0.1 may hand in readings")
                    .contains("INSECURE is on: whoever reaches these addresses");
            try (MqttDevice nobody = new MqttDevice(open.mqtt(), null, "").connect()) {
                assertThat(
                                nobody.send("sensors/light/OPEN/1", READING.formatted(6))
                                        .get("committed")
                                        .asInt())
                        .isEqualTo(1);
            }
            open.terminate();
            assertThat(open.awaitExit()).isZero();
        }
    }

    private static MqttDevice device(String user, JsonNode key) {
        return new MqttDevice(stack.mqtt(), user, key.get("key").asText());
    }
}
