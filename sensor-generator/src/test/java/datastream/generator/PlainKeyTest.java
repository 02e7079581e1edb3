package datastream.generator;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.generator.grpc.CollectorAddress;
import datastream.http.RestConfig;
import datastream.security.KeyText;
import datastream.security.TokenSecret;
import datastream.security.TokenSecrets;
import datastream.settings.BrokerAddress;
import datastream.tls.TlsConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainKeyTest {

    private static final String KEY = "dsk_" + "k".repeat(43);
    private static final String HOME = "127.0.0.1:50051";
    private static final TokenSecrets SECRETS =
            new TokenSecrets(new TokenSecret("0123456789abcdef0123456789abcdef"));

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:50051, false",
        "localhost:50051, false",
        "[::1]:50051, false",
        "192.0.2.7:50051, true",
        "[2001:db8::7]:50051, true",
        "grpcs://192.0.2.7:50051, false"
    })
    void isSeenOnTheWayToTheCollector(String address, boolean seen) {
        assertThat(PlainKey.places(config(KEY, address, null))).hasSize(seen ? 1 : 0);
        assertThat(PlainKey.places(config(null, address, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://127.0.0.1, false",
        "mqtt://[::1]:1883, false",
        "mqtt://192.0.2.7, true",
        "mqtts://192.0.2.7, false"
    })
    void isSeenOnTheWayToTheBrokerWhereItIsThePasswordThere(String url, boolean seen) {
        assertThat(PlainKey.places(config(KEY, HOME, broker(url, KEY)))).hasSize(seen ? 1 : 0);
        assertThat(PlainKey.places(config(KEY, HOME, broker(url, "another")))).isEmpty();
    }

    @Test
    void bothWaysAreTold() {
        assertThat(PlainKey.places(config(KEY, "192.0.2.7:50051", broker("mqtt://192.0.2.8", KEY))))
                .hasSize(2)
                .noneMatch(place -> place.contains(KEY));
    }

    private static BrokerAddress broker(String url, String password) {
        return new BrokerAddress(URI.create(url), "lab-7", password);
    }

    private static GeneratorServiceConfig config(
            @Nullable String key, String collector, @Nullable BrokerAddress broker) {
        return new GeneratorServiceConfig(
                new RestConfig("127.0.0.1", 0),
                SECRETS,
                key == null ? null : KeyText.named("COLLECTOR_API_KEY", key),
                CollectorAddress.parse(collector),
                broker,
                TlsConfig.NONE,
                100);
    }
}
