package datastream.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
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
        assertThat(visit(BrokerAccess.ANYBODY, "collector/device", true)).isFalse();
        assertThat(visit(BrokerAccess.ANYBODY, "collector/device", true)).isTrue();
        assertThat(visit(access, "device", false)).isFalse();
        assertThat(visit(access, "device", false)).isTrue();
        assertThat(visit(BrokerAccess.ANYBODY, "collector/device", true)).isTrue();
        assertThat(visit(access, "device", false)).isFalse();
    }

    @Test
    void doesNotStartWithoutItsGuard() throws Exception {
        access.reset();
        EmbeddedBroker open =
                new EmbeddedBroker(EmbeddedBrokerConfig.in(folder, access), FailingGuard::new);
        assertThatThrownBy(open::start)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("would have let everybody in");
        assertThatThrownBy(open::port).isInstanceOf(IllegalStateException.class);
        assertThat(FailingGuard.wasAsked).isTrue();
        // The folder is free again, and a guarded one starts in it.
        assertThat(visit(access, "device", false)).isFalse();
    }

    private static final class FailingGuard extends BrokerGuard {

        private static volatile boolean wasAsked;

        FailingGuard(BrokerAccess access) {
            super(access);
        }

        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            wasAsked = true;
            throw new IllegalStateException("on purpose");
        }
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
                            .username(TestAccess.COLLECTOR)
                            .password(TestAccess.passwordOf(TestAccess.COLLECTOR).getBytes(UTF_8))
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
