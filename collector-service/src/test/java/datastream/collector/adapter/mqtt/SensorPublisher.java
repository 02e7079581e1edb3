package datastream.collector.adapter.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import datastream.collector.fake.Readings;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A simple device: MQTT 3.1.1, one reading in each message, no answer wanted. */
final class SensorPublisher implements AutoCloseable {

    private final Mqtt3AsyncClient client;
    private final Set<Reading> sent = new HashSet<>();

    SensorPublisher(int brokerPort) {
        client =
                Mqtt3Client.builder()
                        .identifier("device-" + UUID.randomUUID())
                        .serverHost("127.0.0.1")
                        .serverPort(brokerPort)
                        .buildAsync();
        client.connect().join();
    }

    /** Publishes as many further readings; returns when the broker has them. */
    void publish(Sensor sensor, int count) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readings.add(Readings.of(sensor, sent.size() + i, i));
        }
        readings.stream().map(this::publish).toList().forEach(publish -> publish.join());
        sent.addAll(readings);
    }

    private java.util.concurrent.CompletableFuture<?> publish(Reading reading) {
        Sensor sensor = reading.sensor();
        String payload =
                "{\"timestamp\":\"%s\",\"sensor_value\":%s}"
                        .formatted(Timestamps.format(reading.timestampMicros()), reading.value());
        return client.publishWith()
                .topic("sensors/" + sensor.type() + "/" + sensor.id1() + "/" + sensor.id2())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(UTF_8))
                .send();
    }

    /** Every reading that was published. */
    Set<Reading> sent() {
        return Set.copyOf(sent);
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
