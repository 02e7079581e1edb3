package datastream.generator.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.reading.Rejection;
import datastream.reading.Submission;
import datastream.wire.KnownFields;
import datastream.wire.OutcomeJson;
import datastream.wire.ReadingJson;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector on a real broker, that answers each message when and how the test says. */
final class FakeCollector implements AutoCloseable {

    final Set<Long> timestamps = new ConcurrentSkipListSet<>();
    final List<Mqtt5Publish> messages = new CopyOnWriteArrayList<>();
    final List<Rejection> invalid = new CopyOnWriteArrayList<>();

    /** Whether answers are given at all. */
    volatile boolean answering = true;

    /** Say of the first reading of each message that it is a conflict. */
    volatile boolean rejecting;

    /** Say of each message that it is malformed. */
    volatile boolean confused;

    private final Mqtt5AsyncClient client;

    FakeCollector(int port) {
        client = Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, this::receive);
        client.connect().join();
        client.subscribeWith()
                .topicFilter("$share/collectors/sensors/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
    }

    private void receive(Mqtt5Publish message) {
        messages.add(message);
        List<String> topic = message.getTopic().getLevels();
        Submission submission =
                ReadingJson.decode(
                        message.getPayloadAsBytes(),
                        new KnownFields(
                                topic.get(1), topic.get(2), Integer.parseInt(topic.get(3))));
        invalid.addAll(submission.rejections());
        if (answering) {
            submission.readings().forEach(r -> timestamps.add(r.timestampMicros()));
            answer(message, outcome(submission.size()));
        }
    }

    private OutcomeJson outcome(int size) {
        if (confused) {
            return new OutcomeJson(0, 0, 0, List.of(rejection(Rejection.Code.INVALID)));
        }
        if (rejecting) {
            List<Rejection> first = List.of(rejection(Rejection.Code.CONFLICT));
            return new OutcomeJson(size, size - 1, 0, first);
        }
        return new OutcomeJson(size, size / 2, size - size / 2, List.of());
    }

    private static Rejection rejection(Rejection.Code code) {
        return new Rejection(0, code, "", "the test says so");
    }

    private void answer(Mqtt5Publish message, OutcomeJson outcome) {
        client.publishWith()
                .topic(message.getResponseTopic().orElseThrow())
                .qos(MqttQos.AT_LEAST_ONCE)
                .correlationData(message.getCorrelationData().orElseThrow())
                .payload(outcome.toBytes())
                .send();
    }

    @Override
    public void close() {
        client.disconnect().exceptionally(notConnected -> null).join();
    }
}
