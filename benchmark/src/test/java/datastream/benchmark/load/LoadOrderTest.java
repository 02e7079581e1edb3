package datastream.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadOrderTest {

    @Test
    void travelsAsOneLine() {
        LoadOrder order = new LoadOrder(LoadKind.MQTT_SINGLE, 7, 1_000, 1, 20, 4_999.5);

        assertThat(order.line()).doesNotContain("\n");
        assertThat(LoadOrder.parse(order.line())).isEqualTo(order);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> LoadOrder.parse("kind=raw run=1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sensors");
    }
}
