package datastream.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A device as somebody would write one. */
final class MqttDevice implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mqtt5BlockingClient client;
    private final String answers;

    /**
     * @param user null for none
     */
    MqttDevice(URI broker, @Nullable String user, String password) {
        answers = "datastream/acknowledgements/" + user + "/" + UUID.randomUUID();
        var builder =
                Mqtt5Client.builder().serverHost(broker.getHost()).serverPort(broker.getPort());
        client =
                user == null
                        ? builder.buildBlocking()
                        : builder.simpleAuth()
                                .username(user)
                                .password(password.getBytes(UTF_8))
                                .applySimpleAuth()
                                .buildBlocking();
    }

    MqttDevice connect() {
        client.connect();
        return this;
    }

    Mqtt5BlockingClient client() {
        return client;
    }

    /** Publishes and expects no answer. */
    void publish(String topic, String payload) {
        client.publish(message(topic, payload, null));
    }

    /** Publishes and gives the collector's answer. */
    JsonNode send(String topic, String payload) throws Exception {
        try (Mqtt5Publishes answered = client.publishes(MqttGlobalPublishFilter.SUBSCRIBED)) {
            client.subscribeWith().topicFilter(answers).qos(MqttQos.AT_LEAST_ONCE).send();
            client.publish(message(topic, payload, answers));
            Mqtt5Publish answer = answered.receive(60, TimeUnit.SECONDS).orElseThrow();
            return read(answer);
        }
    }

    private static JsonNode read(Mqtt5Publish answer) throws IOException {
        assertThat(answer.getPayload()).isPresent();
        return JSON.readTree(answer.getPayloadAsBytes());
    }

    private static Mqtt5Publish message(String topic, String payload, @Nullable String answerTo) {
        return Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(UTF_8))
                .responseTopic(answerTo)
                .build();
    }

    @Override
    public void close() {
        if (client.getState().isConnected()) {
            client.disconnect();
        }
    }
}
