package datastream.generator.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorAddressTest {

    @Test
    void readsHostAndPort() {
        assertThat(CollectorAddress.parse("collector:50051"))
                .isEqualTo(new CollectorAddress("collector", 50_051));
        assertThat(CollectorAddress.parse("[::1]:50051"))
                .isEqualTo(new CollectorAddress("[::1]", 50_051));
    }

    @Test
    void readsWhetherItIsReachedByTls() {
        CollectorAddress address = CollectorAddress.parse("grpcs://collector:50051");

        assertThat(address).isEqualTo(new CollectorAddress("collector", 50_051, true));
        assertThat(address.toString()).isEqualTo("grpcs://collector:50051");
        assertThat(CollectorAddress.parse("collector:50051").tls()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "collector",
                "collector:",
                ":50051",
                "c:0",
                "c:70000",
                "c:1/x",
                "u@c:1",
                "http://c:1",
                "grpcs://c",
                "grpcs:c:1"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CollectorAddress.parse(text))
                .withMessageContaining("COLLECTOR_ADDRESS");
    }
}
