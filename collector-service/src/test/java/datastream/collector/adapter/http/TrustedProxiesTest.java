package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final TrustedProxies OURS =
            TrustedProxies.parse("10.1.0.0/20, 192.0.2.7,2001:db8::/33");

    @Test
    void nobodyIsBelievedUnlessHeIsOurs() {
        assertThat(TrustedProxies.NONE.client("127.0.0.1", List.of("198.51.100.1")))
                .isEqualTo("127.0.0.1");
        assertThat(OURS.client("192.0.2.8", List.of("198.51.100.1"))).isEqualTo("192.0.2.8");
        assertThat(OURS.client("192.0.2.7", List.of("198.51.100.1"))).isEqualTo("198.51.100.1");
        assertThat(OURS.client("[2001:db8:0::5]", List.of("198.51.100.1")))
                .isEqualTo("198.51.100.1");
    }

    @Test
    void aNetworkEndsWithItsBits() {
        assertThat(OURS.client("10.1.15.255", List.of("198.51.100.1"))).isEqualTo("198.51.100.1");
        assertThat(OURS.client("10.1.16.0", List.of("198.51.100.1"))).isEqualTo("10.1.16.0");
        assertThat(OURS.client("2001:db8:7fff::", List.of("::2"))).isEqualTo("::2");
        assertThat(OURS.client("2001:db8:8000::", List.of("::2"))).isEqualTo("2001:db8:8000::");
    }

    /** What stands further to the left the client may have sent himself. */
    @Test
    void theFirstFromTheRightThatIsNotOursIsTheClient() {
        assertThat(OURS.client("192.0.2.7", List.of("1.1.1.1, 198.51.100.1, 10.1.2.3")))
                .isEqualTo("198.51.100.1");
        assertThat(OURS.client("192.0.2.7", List.of("1.1.1.1", "198.51.100.1,10.1.2.3")))
                .isEqualTo("198.51.100.1");
        assertThat(OURS.client("192.0.2.7", List.of("10.1.2.3"))).isEqualTo("10.1.2.3");
    }

    /** So does a proxy of Azure write it. */
    @Test
    void aPortBehindAnAddressIsNoPartOfIt() {
        assertThat(OURS.client("192.0.2.7", List.of("1.1.1.1, 198.51.100.1:4711, 10.1.2.3:80")))
                .isEqualTo("198.51.100.1:4711");
        assertThat(OURS.client("192.0.2.7", List.of("[2001:db9::1]:4711")))
                .isEqualTo("[2001:db9::1]:4711");
    }

    @Test
    void whatIsNoAddressIsNotBelieved() {
        for (String garbage :
                List.of("", "unknown", "localhost", "1.1.1.1:808080", "1.1.1.1:", "_hidden", ",")) {
            assertThat(OURS.client("192.0.2.7", List.of(garbage)))
                    .as(garbage)
                    .isEqualTo("192.0.2.7");
        }
        assertThat(OURS.client("192.0.2.7", List.of("1.1.1.1,x,10.1.2.3"))).isEqualTo("10.1.2.3");
        assertThat(OURS.client("192.0.2.7", List.of())).isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "proxy",
                "10.0.0.0/0",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/8/8",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "192.0.2.7,",
                "*"
            })
    void everybodyAndNobodyAreNoProxies(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedProxies.parse(text))
                .withMessageContaining("TRUSTED_PROXIES");
    }
}
