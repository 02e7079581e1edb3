package datastream.benchmark.load;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import datastream.settings.BrokerAddress;
import datastream.wire.OutcomeJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * MQTT clients that publish at QoS 1 and ask for the collector's own answer, each with a connection
 * and a share of the sensors: protobuf batches, or one reading per message in JSON.
 */
final class MqttLoad implements Load {

    /** Of all clients together, so that no queue of minutes forms in the broker. */
    private static final int MOST_UNANSWERED = 1_024;

    private static final int MOST_OF_A_CLIENT = 64;

    private final LoadOrder order;
    private final BrokerAddress broker;
    private final List<Client> clients = new ArrayList<>();

    private final Progress progress;
    private final Recorder latencies = new Recorder(3);
    private final @Nullable Pacer pacer;

    MqttLoad(LoadOrder order, Targets targets, Progress progress) {
        this.order = order;
        this.progress = progress;
        broker = targets.broker();
        pacer =
                order.rate() == 0
                        ? null
                        : new Pacer(
                                order.senders(),
                                order.rate() / perMessage(),
                                (sender, due) -> clients.get(sender).publish(due),
                                progress);
    }

    private int mostOfAClient() {
        return Math.clamp(MOST_UNANSWERED / order.senders(), 2, MOST_OF_A_CLIENT);
    }

    private int perMessage() {
        return order.kind() == LoadKind.MQTT_SINGLE ? 1 : order.batch();
    }

    @Override
    public void start() {
        int share = order.sensors() / order.senders();
        for (int i = 0; i < order.senders(); i++) {
            clients.add(new Client(i * share, share));
        }
        clients.forEach(Client::connect);
        if (pacer != null) {
            pacer.start();
        } else {
            clients.forEach(Client::publishAll);
        }
    }

    @Override
    public Histogram latencies() {
        Histogram all = latencies.getIntervalHistogram();
        long now = System.nanoTime();
        clients.forEach(client -> client.addAges(all, now));
        return all;
    }

    @Override
    public void close() {
        if (pacer != null) {
            pacer.close();
        }
        clients.forEach(Client::close);
    }

    private final class Client {

        private final Mqtt5AsyncClient client;
        private final String answers = "benchmark/answers/" + UUID.randomUUID();
        private final BatchSource batches;
        private final Sensor sensor;

        /** When each unanswered message was due, by its number. */
        private final Map<Long, Long> unanswered = new ConcurrentHashMap<>();

        /** Guarded by this. */
        private long number;

        private volatile boolean closed;

        Client(int firstSensor, int sensors) {
            sensor = Rows.sensor(firstSensor);
            batches = new BatchSource(order, firstSensor, sensors);
            client =
                    Mqtt5Client.builder()
                            .identifier("benchmark-" + UUID.randomUUID())
                            .serverHost(broker.host())
                            .serverPort(broker.port())
                            .buildAsync();
        }

        void connect() {
            client.connect().join();
            client.subscribeWith()
                    .topicFilter(answers)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(this::answered)
                    .send()
                    .join();
        }

        void publishAll() {
            while (!closed && unanswered.size() < mostOfAClient()) {
                publish(System.nanoTime());
            }
        }

        synchronized void publish(long dueNanos) {
            if (closed) {
                return;
            }
            number++;
            unanswered.put(number, dueNanos);
            var _ =
                    client.publishWith()
                            .topic(topic())
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload(payload())
                            .responseTopic(answers)
                            .correlationData(ByteBuffer.allocate(Long.BYTES).putLong(0, number))
                            .send()
                            .whenComplete((_, failure) -> {
                                if (failure != null) {
                                    progress.failed(failure);
                                }
                            });
        }

        private String topic() {
            return order.kind() == LoadKind.MQTT_SINGLE
                    ? "sensors/" + sensor.type() + "/" + sensor.id1() + "/" + sensor.id2()
                    : "sensors/batch";
        }

        private byte[] payload() {
            if (order.kind() != LoadKind.MQTT_SINGLE) {
                return batches.next().toByteArray();
            }
            String time = Timestamps.format(Rows.timestampMicros(order.run(), number));
            return "{\"timestamp\":\"%s\",\"sensor_value\":%s}"
                    .formatted(time, Rows.value(number))
                    .getBytes(StandardCharsets.UTF_8);
        }

        private void answered(Mqtt5Publish answer) {
            try {
                settle(answer);
                if (pacer == null) {
                    publishAll();
                }
            } catch (RuntimeException e) {
                progress.failed(e);
            }
        }

        void addAges(Histogram histogram, long now) {
            unanswered
                    .values()
                    .forEach(due ->
                            histogram.recordValue(
                                    Math.max(0, TimeUnit.NANOSECONDS.toMicros(now - due))));
        }

        private void settle(Mqtt5Publish answer) {
            Long message = answer.getCorrelationData().map(data -> data.getLong(0)).orElse(-1L);
            Long due = unanswered.remove(message);
            if (due != null) {
                latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
                OutcomeJson outcome = OutcomeJson.fromBytes(answer.getPayloadAsBytes());
                // A broker may deliver a message twice.
                progress.acknowledged(perMessage(), outcome.committed() + outcome.duplicates());
            }
        }

        void close() {
            closed = true;
            client.disconnect().join();
        }
    }
}
