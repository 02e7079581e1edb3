package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.TlsFiles;
import datastream.collector.adapter.RawReading;
import datastream.collector.adapter.TestTokens;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.reading.IngestOutcome;
import datastream.security.Role;
import datastream.tls.Certificates;
import datastream.tls.PemFile;
import datastream.tls.TlsConfig;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gRPC door by TLS, with real handshakes. */
class GrpcTlsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final RawReading GOOD = RawReading.of(Readings.of(Readings.ROOM_1, 0, 1));
    private static final byte ALERT = 21;
    private static final byte PROTOCOL_VERSION = 70;

    @TempDir Path folder;

    private final TlsFiles authority = new TlsFiles();
    private final InMemoryReadings stored = new InMemoryReadings();
    private final TestIngest ingesting = new TestIngest(stored);
    private Certificates certificates;
    private GrpcFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
        certificates.close();
        ingesting.close();
    }

    @Test
    void takesReadingsFromAClientThatTrustsItsAuthority() throws Exception {
        open(null, trusting(authority).build());

        assertThat(publish()).succeedsWithin(SOON);
        assertThat(stored.all()).hasSize(1);
    }

    @Test
    void isRefusedByAClientThatTrustsAnother() throws Exception {
        open(null, trusting(new TlsFiles()).build());

        assertRefused();
    }

    @Test
    void answersNothingToAClientWithoutTls() throws Exception {
        open(null, InsecureChannelCredentials.create());

        assertRefused();
    }

    @Test
    void takesReadingsFromAClientThatShowsACertificateWhereThatIsAskedFor() throws Exception {
        open(clientCa(), showing(trusting(authority), authority).build());

        assertThat(publish()).succeedsWithin(SOON);
    }

    @Test
    void refusesAClientWithoutACertificateWhereOneIsAskedFor() throws Exception {
        open(clientCa(), trusting(authority).build());

        assertRefused();
    }

    @Test
    void refusesAClientWithACertificateOfAnotherAuthority() throws Exception {
        open(clientCa(), showing(trusting(authority), new TlsFiles()).build());

        assertRefused();
    }

    /** By hand, since no client here speaks it any more either. */
    @Test
    void refusesTls11ForItsVersion() throws Exception {
        open(null, trusting(authority).build());
        try (Socket socket = new Socket("127.0.0.1", fixture.door().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(helloOfTls11());
            byte[] answer = socket.getInputStream().readNBytes(7);

            assertThat(answer[0]).isEqualTo(ALERT);
            assertThat(answer[6]).isEqualTo(PROTOCOL_VERSION);
        }
    }

    private void open(PemFile clientAuthorities, ChannelCredentials client) throws IOException {
        certificates =
                new Certificates(
                        new TlsConfig(authority.write(folder), clientAuthorities, null, null));
        certificates.start();
        fixture = new GrpcFixture(ingesting.start(), certificates.server(), client);
    }

    private PemFile clientCa() throws IOException {
        return authority.writeRoot(folder);
    }

    private CompletableFuture<IngestOutcome> publish() {
        return new PublishClient(fixture, TestTokens.bearer(Role.DEVICE)).submit(List.of(GOOD));
    }

    private void assertRefused() {
        assertThat(publish())
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("UNAVAILABLE");
        assertThat(stored.all()).isEmpty();
    }

    private TlsChannelCredentials.Builder trusting(TlsFiles trusted) throws IOException {
        try (InputStream root = Files.newInputStream(trusted.writeRoot(folder).path())) {
            return TlsChannelCredentials.newBuilder().trustManager(root);
        }
    }

    private static TlsChannelCredentials.Builder showing(
            TlsChannelCredentials.Builder client, TlsFiles issuer) throws IOException {
        HeldCertificate shown = issuer.issue();
        return client.keyManager(
                stream(shown.certificatePem()), stream(shown.privateKeyPkcs8Pem()));
    }

    private static InputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** The least ClientHello (RFC 4346, section 7.4.1.2). */
    private static byte[] helloOfTls11() {
        ByteBuffer hello = ByteBuffer.allocate(54);
        hello.put(new byte[] {22, 3, 1, 0, 49}).put(new byte[] {1, 0, 0, 45});
        hello.put(new byte[] {3, 2}).put(new byte[32]).put((byte) 0);
        hello.put(new byte[] {0, 6, (byte) 0xC0, 0x09, (byte) 0xC0, 0x13, 0, 0x2F});
        hello.put(new byte[] {1, 0});
        return hello.array();
    }
}
