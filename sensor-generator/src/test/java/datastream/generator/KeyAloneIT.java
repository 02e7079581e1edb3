package datastream.generator;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.generator.grpc.CollectorAddress;
import datastream.http.RestConfig;
import datastream.security.KeyText;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import datastream.tls.TlsConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The REST interface of a service that has an API key and no secret. */
@Timeout(60)
class KeyAloneIT {

    private static final String KEY = "dsk_" + "k".repeat(43);

    @Test
    void nobodyControlsItAndItsHealthIsThereForAll() throws Exception {
        String token =
                new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), Clock.systemUTC())
                        .issue(new Principal("root", Role.ADMIN), Duration.ofMinutes(5))
                        .text();
        try (GeneratorService service = new GeneratorService(config());
                HttpClient http = HttpClient.newHttpClient()) {
            service.start();
            for (Map.Entry<String, String> shown :
                    Map.of("Authorization", "Bearer " + token, "X-API-Key", KEY, "X-Nothing", "")
                            .entrySet()) {
                assertThat(get(http, service, "/api/generators", shown).statusCode())
                        .as(shown.getKey())
                        .isEqualTo(401);
                assertThat(get(http, service, "/health/ready", shown).statusCode()).isEqualTo(200);
            }
            Map.Entry<String, String> bearer = Map.entry("Authorization", "Bearer " + token);
            assertThat(get(http, service, "/api/generators", bearer).body())
                    .contains("This service has no JWT_SECRET");
        }
    }

    private static GeneratorServiceConfig config() {
        return new GeneratorServiceConfig(
                new RestConfig("127.0.0.1", 0),
                null,
                KeyText.named("COLLECTOR_API_KEY", KEY),
                new CollectorAddress("127.0.0.1", 1),
                null,
                TlsConfig.NONE,
                100);
    }

    private static HttpResponse<String> get(
            HttpClient http,
            GeneratorService service,
            String path,
            Map.Entry<String, String> header)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                        .header(header.getKey(), header.getValue())
                        .build(),
                BodyHandlers.ofString());
    }
}
