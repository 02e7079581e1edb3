package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import datastream.security.TokenSecret;
import datastream.security.Tokens;
import datastream.tls.Authority;
import datastream.tls.Certificates;
import datastream.tls.ServerTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A REST interface that speaks TLS, with real handshakes. */
class HttpsIT {

    private static final Authority AUTHORITY = new Authority();
    private static final byte ALERT = 21;
    private static final byte PROTOCOL_VERSION = 70;
    private static final String REQUEST = "GET /open HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    @TempDir Path folder;

    private final HeldCertificate first = AUTHORITY.issue();
    private Certificates certificates;
    private RestServer server;

    @BeforeEach
    void start() {
        AUTHORITY.write(folder, first);
        certificates = new Certificates(Authority.server(folder));
        certificates.start();
        server =
                new RestServer(
                        new RestConfig("127.0.0.1", 0),
                        certificates.server(),
                        new Tokens(
                                new TokenSecret("0123456789abcdef0123456789abcdef"),
                                Clock.systemUTC()),
                        new ApiDocs(TestServer.DOCUMENT),
                        routes -> routes.get("/open", ctx -> ctx.result("open"), Access.ANYONE));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        certificates.close();
    }

    @Test
    void answersAClientThatTrustsItsAuthority() throws Exception {
        HttpResponse<String> answer = get(AUTHORITY.client());

        assertThat(answer.body()).isEqualTo("open");
        assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000; includeSubDomains");
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void isRefusedByAClientThatTrustsAnother() {
        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> get(new Authority().client()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksBothVersions(String version) throws IOException {
        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    /** Suites that decrypt before they check, and those without a fresh secret. */
    @Test
    void refusesWhatIsTooWeakUnderTls12() throws IOException {
        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            String[] weak =
                    Arrays.stream(socket.getSupportedCipherSuites())
                            .filter(suite -> suite.startsWith("TLS_") && suite.contains("_WITH_"))
                            .filter(suite -> !ServerTls.CIPHERS.contains(suite))
                            .toArray(String[]::new);
            assertThat(weak).contains("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256");
            socket.setEnabledCipherSuites(weak);
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(socket::startHandshake);
        }
    }

    /** By hand, since the JDK's client does not speak it any more either. */
    @Test
    void refusesTls11ForItsVersion() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(helloOfTls11());
            byte[] answer = socket.getInputStream().readNBytes(7);

            assertThat(answer[0]).isEqualTo(ALERT);
            assertThat(answer[6]).isEqualTo(PROTOCOL_VERSION);
        }
    }

    @Test
    void saysNothingOverPlainHttp() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();

            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
        }
    }

    @Test
    void showsTheNewCertificateAfterAChangeAndGoesOnWithOpenConnections() throws IOException {
        HeldCertificate second = AUTHORITY.issue();
        try (SSLSocket open = connect()) {
            assertThat(ask(open)).startsWith("HTTP/1.1 200");
            AUTHORITY.write(folder, second);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> shown().equals(second.certificate()));

            assertThat(ask(open)).startsWith("HTTP/1.1 200");
            assertThat(certificate(open)).isEqualTo(first.certificate());
        }
    }

    private HttpResponse<String> get(SSLContext context) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            URI uri = URI.create("https://127.0.0.1:" + server.port() + "/open");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        AUTHORITY
                                .client()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private X509Certificate shown() throws IOException {
        try (SSLSocket socket = connect()) {
            return certificate(socket);
        }
    }

    private static X509Certificate certificate(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\nopen")) {
            int next = in.read();
            assertThat(next).as("after %s", answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString();
    }

    /** The least ClientHello (RFC 4346, section 7.4.1.2). */
    private static byte[] helloOfTls11() {
        byte[] random = new byte[32];
        ByteBuffer hello = ByteBuffer.allocate(54);
        hello.put(new byte[] {22, 3, 1, 0, 49}).put(new byte[] {1, 0, 0, 45});
        hello.put(new byte[] {3, 2}).put(random).put((byte) 0);
        hello.put(new byte[] {0, 6, (byte) 0xC0, 0x09, (byte) 0xC0, 0x13, 0, 0x2F});
        hello.put(new byte[] {1, 0});
        return hello.array();
    }
}
