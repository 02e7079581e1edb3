package datastream.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broker keeps from one start to the next. */
@Timeout(120)
final class BrokerFolderIT {

    private final Path folder = Path.of("target", "folder-" + UUID.randomUUID());
    private final TestAccess access = new TestAccess();

    @AfterEach
    void delete() throws Exception {
        WholeFolder.delete(folder);
    }

    /** Else whoever came in then would go on to listen, under the guard. */
    @Test
    void aSessionFromATimeWithoutGuardIsGoneUnderIt() {
        access.reset();
        assertThat(visit(BrokerAccess.ANYBODY, "lab/device", true)).isFalse();
        assertThat(visit(BrokerAccess.ANYBODY, "lab/device", true)).isTrue();
        assertThat(visit(access, "device", false)).isFalse();
        assertThat(visit(access, "device", false)).isTrue();
        assertThat(visit(BrokerAccess.ANYBODY, "lab/device", true)).isTrue();
        assertThat(visit(access, "device", false)).isFalse();
    }

    /** Whether it finds a session. */
    private boolean visit(BrokerAccess whom, String name, boolean listens) {
        EmbeddedBroker broker = new EmbeddedBroker(EmbeddedBrokerConfig.in(folder, whom));
        broker.start();
        try {
            Mqtt5BlockingClient client =
                    Mqtt5Client.builder()
                            .identifier(name)
                            .serverHost("127.0.0.1")
                            .serverPort(broker.port())
                            .simpleAuth()
                            .username("lab")
                            .password(TestAccess.passwordOf("lab").getBytes(UTF_8))
                            .applySimpleAuth()
                            .buildBlocking();
            boolean found =
                    client.connectWith()
                            .cleanStart(false)
                            .sessionExpiryInterval(600)
                            .send()
                            .isSessionPresent();
            if (listens) {
                client.subscribeWith().topicFilter("sensors/#").send();
            }
            client.disconnect();
            return found;
        } finally {
            broker.close();
        }
    }
}
