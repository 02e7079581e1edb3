package datastream.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerConfigTest {

    @Test
    void thePortMayBeLeftOut() {
        var broker = new BrokerAddress(URI.create("mqtt://broker"), null, null);

        assertThat(broker.host()).isEqualTo("broker");
        assertThat(broker.port()).isEqualTo(1883);
        assertThat(new BrokerAddress(URI.create("mqtts://broker"), null, null).port())
                .isEqualTo(8883);
    }

    @Test
    void neverShowsThePassword() {
        assertThat(new BrokerAddress(URI.create("mqtt://broker"), "me", "hush").toString())
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker:1883", "http://broker", "mqtt:broker"})
    void refusesOtherUrls(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerAddress(URI.create(url), null, null))
                .withMessageContaining("MQTT_URL");
    }
}
