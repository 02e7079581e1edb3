package datastream.generator;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import datastream.generator.grpc.CollectorAddress;
import datastream.http.RestConfig;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may take which route: every route that the router has, for everybody who may come. */
class RouteAccessIT {

    private static final TokenSecret SECRET = new TokenSecret("0123456789abcdef0123456789abcdef");
    private static final List<String> EVERYBODY =
            List.of("nobody", "key", "bearer_key", "device", "viewer", "user", "admin");

    /** Generators know no API keys: whoever shows one is nobody. */
    private static final Set<String> UNKNOWN = Set.of("nobody", "key", "bearer_key");

    private static final String KEY = "dsk_" + "A".repeat(43);

    /** Who is let through; the others are refused. */
    private static final String TABLE =
            """
            GET     /                              nobody key bearer_key device viewer user admin
            GET     /docs                          nobody key bearer_key device viewer user admin
            GET     /docs/docs.js                  nobody key bearer_key device viewer user admin
            GET     /docs/favicon-32x32.png        nobody key bearer_key device viewer user admin
            GET     /docs/swagger-ui-bundle.js     nobody key bearer_key device viewer user admin
            GET     /docs/swagger-ui.css           nobody key bearer_key device viewer user admin
            GET     /openapi.json                  nobody key bearer_key device viewer user admin
            GET     /health/live                   nobody key bearer_key device viewer user admin
            GET     /health/ready                  nobody key bearer_key device viewer user admin
            GET     /api/generators                viewer user admin
            POST    /api/generators                user admin
            GET     /api/generators/{id}           viewer user admin
            PATCH   /api/generators/{id}           user admin
            DELETE  /api/generators/{id}           user admin
            POST    /api/generators/{id}/pause     user admin
            POST    /api/generators/{id}/resume    user admin
            """;

    private static final Map<String, List<String>> EXPECTED =
            TABLE.lines()
                    .map(line -> List.of(line.split(" +")))
                    .collect(toMap(c -> c.get(0) + " " + c.get(1), c -> c.subList(2, c.size())));

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Tokens TOKENS = new Tokens(SECRET, Clock.systemUTC());
    private static final GeneratorService SERVICE =
            new GeneratorService(
                    new GeneratorServiceConfig(
                            new RestConfig("127.0.0.1", 0),
                            SECRET,
                            new CollectorAddress("127.0.0.1", 1),
                            null));

    @BeforeAll
    static void start() {
        SERVICE.start();
    }

    @AfterAll
    static void stop() {
        HTTP.shutdownNow();
        SERVICE.close();
    }

    @Test
    void everyRouteLetsThroughExactlyThoseWhoMayTakeIt() throws Exception {
        assertThat(SERVICE.routes()).hasSizeGreaterThan(12);
        SoftAssertions cells = new SoftAssertions();
        cells.assertThat(EXPECTED).containsOnlyKeys(SERVICE.routes());
        for (String route : SERVICE.routes()) {
            for (String who : EVERYBODY) {
                assertCell(cells, route, who);
            }
        }
        cells.assertAll();
    }

    private static void assertCell(SoftAssertions cells, String route, String who)
            throws Exception {
        boolean allowed = EXPECTED.getOrDefault(route, List.of()).contains(who);
        var status = cells.assertThat(send(route, who)).as("%s as %s", route, who);
        if (allowed) {
            status.isNotIn(401, 403);
        } else {
            status.isEqualTo(UNKNOWN.contains(who) ? 401 : 403);
        }
    }

    private static int send(String route, String who) throws IOException, InterruptedException {
        String[] methodAndPath = route.split(" ");
        String path = methodAndPath[1].replace("{id}", "none-HERE-1");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SERVICE.port() + path))
                        .header("Content-Type", "application/json")
                        .method(methodAndPath[0], bodyOf(methodAndPath[0]));
        if (who.equals("key")) {
            request.header("X-API-Key", KEY);
        } else if (who.equals("bearer_key")) {
            request.header("Authorization", "Bearer " + KEY);
        } else if (!who.equals("nobody")) {
            Principal principal = new Principal("somebody", Role.fromWireName(who));
            String token = TOKENS.issue(principal, Duration.ofMinutes(5)).text();
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** A body that nobody reads may cost the connection. */
    private static BodyPublisher bodyOf(String method) {
        return Set.of("GET", "HEAD").contains(method)
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString("{}");
    }
}
