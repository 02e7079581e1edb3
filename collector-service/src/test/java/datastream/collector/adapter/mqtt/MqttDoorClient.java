package datastream.collector.adapter.mqtt;

import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.collector.adapter.IngestDoorContract.DoorClient;
import datastream.collector.adapter.RawReading;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.reading.IngestOutcome;
import datastream.settings.BrokerAddress;
import datastream.wire.OutcomeJson;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An MQTT door, and a publisher that asks for the end-to-end acknowledgement. */
final class MqttDoorClient implements DoorClient {

    private static final byte[] CORRELATION = {1, 2, 3};

    private final String answers = "answers/" + UUID.randomUUID();
    private final MqttConfig config;
    private final Mqtt5AsyncClient client;
    private MqttDoor door;
    private volatile CompletableFuture<IngestOutcome> answer = new CompletableFuture<>();

    MqttDoorClient(IngestReadings ingest, int brokerPort) {
        URI url = URI.create("mqtt://127.0.0.1:" + brokerPort);
        config = new MqttConfig(new BrokerAddress(url, null, null), "test-" + UUID.randomUUID());
        door = new MqttDoor(config, ingest, IngestLimits.USUAL);
        door.start();
        client = Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(brokerPort).buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, this::take);
        client.connect().join();
        client.subscribeWith().topicFilter(answers).qos(MqttQos.AT_LEAST_ONCE).send().join();
        await().atMost(Duration.ofSeconds(60)).until(door::subscribed);
    }

    @Override
    public CompletableFuture<IngestOutcome> submit(List<RawReading> readings) {
        return publish("sensors/batch", RawReading.batch(readings).toByteArray());
    }

    CompletableFuture<IngestOutcome> publish(String topic, byte[] payload) {
        answer = new CompletableFuture<>();
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .responseTopic(answers)
                .correlationData(CORRELATION)
                .payload(payload)
                .send();
        return answer;
    }

    private void take(Mqtt5Publish message) {
        if (!message.getCorrelationData()
                .map(data -> data.equals(java.nio.ByteBuffer.wrap(CORRELATION)))
                .orElse(false)) {
            answer.completeExceptionally(new AssertionError("no correlation data"));
        }
        OutcomeJson outcome = OutcomeJson.fromBytes(message.getPayloadAsBytes());
        answer.complete(
                new IngestOutcome(outcome.committed(), outcome.duplicates(), outcome.rejected()));
    }

    /** Closes the door, whatever it has in hand, and opens it anew under the same name. */
    void reopenDoor(IngestReadings ingest) {
        door.close();
        door = new MqttDoor(config, ingest, IngestLimits.USUAL);
        door.start();
    }

    @Override
    public void close() {
        client.disconnect().join();
        door.close();
    }
}
