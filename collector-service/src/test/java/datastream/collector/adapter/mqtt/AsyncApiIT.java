package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.TestIngest;
import datastream.embedded.BrokerAccess;
import datastream.embedded.EmbeddedBroker;
import datastream.embedded.EmbeddedBrokerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the AsyncAPI document shows, sent to the MQTT door over a real broker. */
class AsyncApiIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void everyExampleIsStoredAndAnswered() {
        var folder = Path.of("target", "async-api-" + UUID.randomUUID());
        var examples = new AsyncApiDocument().received();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        var stored = new InMemoryReadings();
        try (var broker =
                        new EmbeddedBroker(EmbeddedBrokerConfig.in(folder, BrokerAccess.ANYBODY));
                var ingesting = new TestIngest(stored)) {
            broker.start();
            try (var client = new MqttDoorClient(ingesting.start(), broker.port())) {
                for (AsyncApiDocument.Example example : examples) {
                    assertThat(client.publish(example.topic(), example.payload()))
                            .as(example.name())
                            .succeedsWithin(SOON)
                            .satisfies(outcome -> {
                                assertThat(outcome.anythingStored()).isTrue();
                                assertThat(outcome.rejections()).isEmpty();
                            });
                }
            }
        }
        // The same two readings in every spelling.
        assertThat(stored.all()).hasSize(2);
    }
}
