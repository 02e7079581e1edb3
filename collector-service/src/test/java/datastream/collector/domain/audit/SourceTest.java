package datastream.collector.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, 192.0.2.7",
        "192.0.2.7:4711, 192.0.2.7, 192.0.2.7",
        "[::1], 0:0:0:0:0:0:0:1, 0:0:0:0::/64",
        "[fe80::1%eth0]:4711, fe80:0:0:0:0:0:0:1, fe80:0:0:0::/64",
        "2001:DB8::0a:1, 2001:db8:0:0:0:0:a:1, 2001:db8:0:0::/64",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1, fe80:0:0:0::/64",
        "::ffff:192.0.2.7, 192.0.2.7, 192.0.2.7"
    })
    void hasOneSpelling(String literal, String address, String network) {
        assertThat(Source.of(literal).address()).isEqualTo(address);
        assertThat(Source.of(literal).network()).isEqualTo(network);
        assertThat(Source.of(address)).isEqualTo(Source.of(literal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "1.2.3.256",
                "1.2.3.4.5",
                "::g",
                "%",
                "[]",
                "[::1",
                "1.2.3.4:",
                "1.2.3.4:123456",
                ":80"
            })
    void isNoName(String literal) {
        assertThatIllegalArgumentException().isThrownBy(() -> Source.of(literal));
        assertThat(Source.ofPeer(literal)).isEqualTo(Source.UNKNOWN);
    }

    @Test
    void isInANetworkAndOfIpv6InASite() {
        Source source = Source.of("2001:db8:1:2:3::4");
        assertThat(source.network()).isEqualTo("2001:db8:1:2::/64");
        assertThat(source.site()).isEqualTo("2001:db8:1::/48");
        assertThat(Source.of("192.0.2.7").site()).isNull();
        assertThat(Source.of("::ffff:192.0.2.7").site()).isNull();
        assertThat(Source.UNKNOWN.site()).isNull();
    }

    @Test
    void isUnknownWhenTheServerDoesNotSay() {
        assertThat(Source.ofPeer(null)).isEqualTo(Source.UNKNOWN);
        assertThat(Source.UNKNOWN.network()).isEqualTo("unknown");
    }
}
