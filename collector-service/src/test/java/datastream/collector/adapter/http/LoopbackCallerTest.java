package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackCallerTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "::1", "[::1]", "::ffff:127.0.0.1"})
    void knowsTheAddressesOfThisMachine(String address) {
        assertThat(LoopbackCaller.isLoopback(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"172.17.0.1", "10.0.0.1", "fe80::1", "::", "", "localhost", "1270.0.1"})
    void everythingElseIsElsewhere(String address) {
        assertThat(LoopbackCaller.isLoopback(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:80", "[::1]"})
    void knowsTheNamesOfThisMachine(String host) {
        assertThat(LoopbackCaller.isOwnHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "evil.example", "localhost.evil.example:80", "127.0.0.1.evil.example"})
    void aNameThatOnlyLeadsHereIsNone(String host) {
        assertThat(LoopbackCaller.isOwnHost(host)).isFalse();
    }

    @Test
    void noNameIsNone() {
        assertThat(LoopbackCaller.isOwnHost(null)).isFalse();
    }
}
