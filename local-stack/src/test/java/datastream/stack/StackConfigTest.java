package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.http.AllowedOrigins;
import datastream.security.Admission;
import datastream.tls.TlsConfig;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackConfigTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:1883",
        "0.0.0.0, 127.0.0.1:1883",
        "::, 127.0.0.1:1883",
        "::1, [::1]:1883",
        "host.example, host.example:1883",
    })
    void reachesWhatItListensOn(String bindAddress, String reachable) {
        StackConfig config =
                new StackConfig(
                        bindAddress,
                        new StackPorts(1, 2, 3, 4),
                        Path.of("x"),
                        null,
                        null,
                        null,
                        AllowedOrigins.NONE,
                        TlsConfig.NONE,
                        Admission.KNOWN_SENDERS);
        assertThat(config.reachable(1883)).isEqualTo(reachable);
    }
}
