package datastream.collector.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.TlsFiles;
import datastream.collector.TlsListener;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.TestIngest;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.settings.BrokerAddress;
import datastream.tls.Certificates;
import datastream.tls.TlsConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the collector speaks with a broker at {@code mqtts://}, up to its CONNECT. */
class MqttTlsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CONNECT = 0x10;

    @TempDir Path folder;

    private final TlsFiles authority = new TlsFiles();

    @Test
    void trustsTheGivenAuthorityAndShowsItsCertificate() throws Exception {
        try (TlsListener broker = new TlsListener(authority);
                Certificates certificates = certificates(authority)) {
            certificates.start();
            try (MqttDoor door = door(broker, certificates)) {
                door.start();

                assertThat(broker.heard())
                        .succeedsWithin(SOON)
                        .satisfies(heard -> assertThat(heard.firstByte()).isEqualTo(CONNECT))
                        .satisfies(
                                heard -> assertThat(heard.client().getName()).isEqualTo("CN=test"));
            }
        }
    }

    @Test
    void saysNothingToABrokerOfAnotherAuthority() throws Exception {
        try (TlsListener broker = new TlsListener(authority);
                Certificates certificates = certificates(new TlsFiles())) {
            certificates.start();
            try (MqttDoor door = door(broker, certificates)) {
                door.start();

                assertThat(broker.heard())
                        .failsWithin(SOON)
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(SSLException.class);
            }
        }
    }

    /** Trusts one authority, and shows a certificate of the broker's. */
    private Certificates certificates(TlsFiles trusted) throws Exception {
        return new Certificates(
                new TlsConfig(null, null, trusted.writeRoot(folder), authority.write(folder)));
    }

    private static MqttDoor door(TlsListener broker, Certificates certificates) {
        URI url = URI.create("mqtts://127.0.0.1:" + broker.port());
        return new MqttDoor(
                new MqttConfig(new BrokerAddress(url, null, null), "tls"),
                certificates.client(),
                new TestIngest(new InMemoryReadings()).ingest(),
                IngestLimits.USUAL);
    }
}
