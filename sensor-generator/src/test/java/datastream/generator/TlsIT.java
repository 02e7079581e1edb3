package datastream.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.generator.grpc.CollectorAddress;
import datastream.generator.signal.ConstantSignal;
import datastream.generator.simulation.GeneratorSpec;
import datastream.generator.simulation.Rate;
import datastream.generator.simulation.Transport;
import datastream.http.RestConfig;
import datastream.reading.Sensor;
import datastream.security.TokenSecret;
import datastream.security.TokenSecrets;
import datastream.settings.BrokerAddress;
import datastream.tls.TlsConfig;
import datastream.tls.UnusableTlsFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service by TLS: what it shows to its callers, and whom it speaks with. */
class TlsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;

    private final TlsFiles authority = new TlsFiles();

    @Test
    void answersByHttps() throws Exception {
        TlsConfig tls = new TlsConfig(authority.write(folder), null, null, null);
        try (GeneratorService service = service(1, tls);
                HttpClient client = clientOf(authority)) {
            service.start();
            URI uri = URI.create("https://127.0.0.1:" + service.port() + "/health/live");

            assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        }
    }

    @Test
    void doesNotListenWithACertificateThatIsNoGood() throws Exception {
        TlsConfig tls = new TlsConfig(authority.write(folder), null, null, null);
        Files.writeString(tls.server().key().path(), "rubbish");
        try (GeneratorService service = service(1, tls)) {
            assertThatExceptionOfType(UnusableTlsFile.class).isThrownBy(service::start);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void trustsTheGivenAuthorityAndShowsItsCertificate(Transport transport) throws Exception {
        try (TlsListener peer = new TlsListener(authority);
                GeneratorService service = service(peer.port(), clientTls(authority))) {
            service.start();
            service.generators().create(spec(transport));

            assertThat(peer.heard())
                    .succeedsWithin(SOON)
                    .satisfies(heard ->
                            assertThat(heard.firstByte())
                                    .isEqualTo(transport == Transport.MQTT ? 0x10 : 'P'))
                    .satisfies(heard -> assertThat(heard.client().getName()).isEqualTo("CN=test"));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysNothingToAPeerOfAnotherAuthority(Transport transport) throws Exception {
        try (TlsListener peer = new TlsListener(authority);
                GeneratorService service = service(peer.port(), clientTls(new TlsFiles()))) {
            service.start();
            service.generators().create(spec(transport));

            assertThat(peer.heard())
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(SSLException.class);
        }
    }

    /** Trusts one authority, and shows a certificate of the peer's. */
    private TlsConfig clientTls(TlsFiles trusted) throws Exception {
        return new TlsConfig(null, null, trusted.writeRoot(folder), authority.write(folder));
    }

    private static GeneratorService service(int peer, TlsConfig tls) {
        return new GeneratorService(
                new GeneratorServiceConfig(
                        new RestConfig("127.0.0.1", 0),
                        new TokenSecrets(new TokenSecret("0123456789abcdef0123456789abcdef")),
                        new CollectorAddress("127.0.0.1", peer, true),
                        new BrokerAddress(URI.create("mqtts://127.0.0.1:" + peer), null, null),
                        tls,
                        100));
    }

    private static GeneratorSpec spec(Transport transport) {
        return new GeneratorSpec(
                new Sensor("noise", "HALL", 1),
                new Rate(100),
                transport,
                new ConstantSignal(40, null, null));
    }

    private static HttpClient clientOf(TlsFiles authority) {
        return HttpClient.newBuilder()
                .sslContext(
                        new HandshakeCertificates.Builder()
                                .addTrustedCertificate(authority.root().certificate())
                                .build()
                                .sslContext())
                .build();
    }
}
