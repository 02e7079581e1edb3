package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stack with TLS, mutual for gRPC, as a user starts it. */
@Timeout(180)
final class StackTlsIT {

    @TempDir private Path files;

    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final HeldCertificate certificate =
            new HeldCertificate.Builder()
                    .signedBy(authority)
                    .addSubjectAlternativeName("127.0.0.1")
                    .build();

    @Test
    void bothServicesSpeakItAndTheSensorsSendByIt() throws Exception {
        try (StackProcess stack = StackProcess.up(Stacks.newFolder("tls"), settings());
                HttpClient client = client()) {
            stack.awaitReady();

            assertThat(stack.rest().getScheme()).isEqualTo("https");
            assertThat(get(client, stack.rest()).statusCode()).isEqualTo(200);
            Stacks.patiently()
                    .untilAsserted(() ->
                            assertThat(get(client, stack.generators()).body())
                                    .contains("\"collector\":\"up\"", "\"broker\":\"up\""));
            assertThat(stack.output()).contains("gRPC           grpcs://127.0.0.1:");
            stack.terminate();
            assertThat(stack.awaitExit()).isZero();
        }
    }

    @Test
    void aCertificateWithoutAKeyEndsTheStartInOneLine() throws Exception {
        Map<String, String> settings = Map.of("TLS_CERT", "cert.pem");
        try (StackProcess stack = StackProcess.up(Stacks.newFolder("half"), settings)) {
            assertThat(stack.awaitExit()).isEqualTo(1);
            assertThat(stack.output())
                    .isEqualTo("TLS_CERT and TLS_KEY go together: set both or neither");
        }
    }

    private Map<String, String> settings() throws IOException {
        String shown = write("cert.pem", certificate.certificatePem());
        String key = write("key.pem", certificate.privateKeyPkcs8Pem());
        String trusted = write("ca.pem", authority.certificatePem());
        return Map.of(
                "TLS_CERT", shown,
                "TLS_KEY", key,
                "TLS_CLIENT_CA", trusted,
                "TLS_CA", trusted,
                "TLS_CLIENT_CERT", shown,
                "TLS_CLIENT_KEY", key);
    }

    private String write(String name, String pem) throws IOException {
        return Files.writeString(files.resolve(name), pem).toString();
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(
                        new HandshakeCertificates.Builder()
                                .addTrustedCertificate(authority.certificate())
                                .build()
                                .sslContext())
                .build();
    }

    private static HttpResponse<String> get(HttpClient client, URI base)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/health/ready")).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
