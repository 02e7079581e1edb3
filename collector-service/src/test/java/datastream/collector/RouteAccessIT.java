package datastream.collector;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.adapter.TestTokens;
import datastream.collector.adapter.grpc.GrpcConfig;
import datastream.collector.infrastructure.mysql.TestServers;
import datastream.http.RestConfig;
import datastream.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may take which route: every route that the router has, for everybody who may come. */
class RouteAccessIT {

    /** What no route knows: whoever is let through is told so, and nothing is done. */
    private static final String HARMLESS = "?no_such_parameter=1";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Collector collector;

    /** Whoever may come. Those of no route that asks who comes are let through. */
    private static final List<String> CALLERS =
            List.of(
                    "no token",
                    "device",
                    "viewer",
                    "user",
                    "admin",
                    "ingest key",
                    "read key",
                    "limited ingest key",
                    "limited read key",
                    "revoked key",
                    "expired key");

    /** As good as nobody. */
    private static final Set<String> UNKNOWN = Set.of("no token", "revoked key", "expired key");

    private static final Map<String, String> KEYS = new HashMap<>();

    /** Who is let through; the others are refused. */
    private enum Allowed {
        ANYBODY(CALLERS.toArray(String[]::new)),
        ANY_ACCOUNT("no token", "device", "viewer", "user", "admin"),
        VIEWERS("viewer", "user", "admin", "read key"),
        VIEWERS_IN_SCOPE("viewer", "user", "admin", "read key", "limited read key"),
        NAMED("device", "viewer", "user", "admin"),
        USERS("user", "admin"),
        SENDERS("device", "user", "admin", "ingest key", "limited ingest key"),
        ADMINISTRATORS("admin");

        private final Set<String> callers;

        Allowed(String... callers) {
            this.callers = Set.of(callers);
        }
    }

    private static final String TABLE =
            """
            GET     /                                 ANYBODY
            GET     /docs                             ANYBODY
            GET     /docs/docs.js                     ANYBODY
            GET     /docs/favicon-32x32.png           ANYBODY
            GET     /docs/swagger-ui-bundle.js        ANYBODY
            GET     /docs/swagger-ui.css              ANYBODY
            GET     /openapi.json                     ANYBODY
            GET     /asyncapi.json                    ANYBODY
            GET     /health/live                      ANYBODY
            GET     /health/ready                     ANYBODY
            GET     /metrics                          ANYBODY
            POST    /register                         ANY_ACCOUNT
            POST    /login                            ANYBODY
            POST    /refresh                          ANYBODY
            POST    /logout                           NAMED
            GET     /api/users                        ADMINISTRATORS
            GET     /api/users/{username}             ADMINISTRATORS
            PATCH   /api/users/{username}             ADMINISTRATORS
            DELETE  /api/users/{username}             ADMINISTRATORS
            PUT     /api/users/{username}/password    NAMED
            GET     /api/users/{username}/second-factor   NAMED
            POST    /api/users/{username}/second-factor   NAMED
            POST    /api/users/{username}/second-factor/confirm NAMED
            POST    /api/users/{username}/second-factor/disable NAMED
            DELETE  /api/users/{username}/second-factor   ADMINISTRATORS
            GET     /api/audit                        ADMINISTRATORS
            GET     /api/keys                         ADMINISTRATORS
            POST    /api/keys                         ADMINISTRATORS
            GET     /api/keys/{id}                    ADMINISTRATORS
            DELETE  /api/keys/{id}                    ADMINISTRATORS
            GET     /api/readings                     VIEWERS_IN_SCOPE
            POST    /api/readings                     SENDERS
            PATCH   /api/readings                     USERS
            DELETE  /api/readings                     USERS
            GET     /api/readings/latest              VIEWERS_IN_SCOPE
            GET     /api/readings/aggregate           VIEWERS_IN_SCOPE
            GET     /api/readings/export              USERS
            GET     /api/readings/{id}                VIEWERS_IN_SCOPE
            PATCH   /api/readings/{id}                USERS
            DELETE  /api/readings/{id}                USERS
            GET     /api/sensors                      VIEWERS_IN_SCOPE
            GET     /api/sensors/{sensor}/quality     VIEWERS_IN_SCOPE
            GET     /api/changes                      VIEWERS
            GET     /api/changes/{id}                 VIEWERS
            GET     /api/changes/{id}/conflicts       VIEWERS
            POST    /api/changes/{id}/undo            USERS
            POST    /api/changes/{id}/cancel          USERS
            GET     /api/quarantine                   ADMINISTRATORS
            DELETE  /api/quarantine                   ADMINISTRATORS
            POST    /api/quarantine/redrive           ADMINISTRATORS
            GET     /api/quarantine/{id}              ADMINISTRATORS
            DELETE  /api/quarantine/{id}              ADMINISTRATORS
            POST    /api/quarantine/{id}/redrive      ADMINISTRATORS
            """;

    private static final Map<String, Allowed> EXPECTED =
            TABLE.lines()
                    .map(line -> line.split(" +"))
                    .collect(toMap(cell -> cell[0] + " " + cell[1], c -> Allowed.valueOf(c[2])));

    @BeforeAll
    static void start() throws Exception {
        collector =
                new Collector(
                        new CollectorConfig(
                                new RestConfig("127.0.0.1", 0),
                                new GrpcConfig("127.0.0.1", 0),
                                null,
                                TestServers.mariaDb(),
                                TestTokens.SECRET));
        collector.start();
        makeKeys();
    }

    private static void makeKeys() throws Exception {
        String limits = ",\"sensor_types\":[\"temperature\"],\"id1_prefixes\":[\"ROOM\"]";
        try (RestClient admin = new RestClient(collector.restPort())) {
            admin.with(TestTokens.bearer(Role.ADMIN).substring("Bearer ".length()));
            make(admin, "expired key", "\"read\",\"ingest\"", "");
            expire();
            make(admin, "ingest key", "\"ingest\"", "");
            make(admin, "read key", "\"read\"", "");
            make(admin, "limited ingest key", "\"ingest\"", limits);
            make(admin, "limited read key", "\"read\"", limits);
            String revoked = make(admin, "revoked key", "\"read\",\"ingest\"", "");
            assertThat(admin.delete("/api/keys/" + revoked).status()).isEqualTo(204);
        }
    }

    /** Its number. */
    private static String make(RestClient admin, String who, String permissions, String limits)
            throws Exception {
        String name = who.replace(' ', '-') + "-" + UUID.randomUUID().toString().substring(0, 8);
        RestClient.Answer made =
                admin.post(
                        "/api/keys",
                        "{\"name\":\"%s\",\"permissions\":[%s]%s}"
                                .formatted(name, permissions, limits));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        KEYS.put(who, made.body().get("key").asText());
        return made.body().get("id").asText();
    }

    /** What is made next tells the collector of it. */
    private static void expire() throws Exception {
        try (Connection connection = TestServers.connect(TestServers.mariaDb());
                Statement statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE api_key SET expires_at = UTC_TIMESTAMP(6) WHERE name LIKE 'expired-key-%'"))
                    .isPositive();
        }
    }

    @AfterAll
    static void stop() {
        HTTP.shutdownNow();
        collector.close();
    }

    @Test
    void everyRouteLetsThroughExactlyThoseWhoMayTakeIt() throws Exception {
        SoftAssertions cells = new SoftAssertions();
        for (String route : routes()) {
            Allowed allowed = EXPECTED.get(route);
            cells.assertThat(allowed).as("%s has no row in the table", route).isNotNull();
            if (allowed != null) {
                assertCells(cells, route, allowed);
            }
        }
        cells.assertThat(EXPECTED.keySet()).isSubsetOf(collector.routes());
        cells.assertAll();
        assertThat(routes()).hasSizeGreaterThan(30);
    }

    /** The router would answer it as a GET, behind a guard that does not know the route. */
    @Test
    void aHeadIsOfferedToNobody() throws Exception {
        for (String route : routes()) {
            if (route.startsWith("GET ")) {
                String head = route.replace("GET ", "HEAD ");
                assertThat(send(head, "admin")).as(head).isEqualTo(405);
                assertThat(send(head, "no token")).as(head).isEqualTo(405);
            }
        }
    }

    private static Set<String> routes() {
        return new TreeSet<>(collector.routes());
    }

    private static void assertCells(SoftAssertions cells, String route, Allowed allowed)
            throws Exception {
        for (String caller : CALLERS) {
            int status = send(route, caller);
            int refusal = UNKNOWN.contains(caller) ? 401 : 403;
            var checked = cells.assertThat(status).as("%s as %s", route, caller);
            if (allowed.callers.contains(caller)) {
                checked.isNotIn(401, 403).isLessThan(500);
            } else {
                checked.isEqualTo(refusal);
            }
        }
    }

    private static int send(String route, String who) throws Exception {
        String[] methodAndPath = route.split(" ");
        String path = methodAndPath[1].replaceAll("\\{[^}]+}", "1") + HARMLESS;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + collector.restPort() + path))
                        .header("Content-Type", "application/json")
                        .method(methodAndPath[0], bodyOf(methodAndPath[0]));
        if (who.endsWith("key")) {
            request.header("X-API-Key", KEYS.get(who));
        } else if (!who.equals("no token")) {
            request.header("Authorization", TestTokens.bearer(Role.fromWireName(who)));
        }
        HttpResponse<Void> response = HTTP.send(request.build(), BodyHandlers.discarding());
        return response.statusCode();
    }

    /** A body that nobody reads may cost the connection. */
    private static BodyPublisher bodyOf(String method) {
        return Set.of("GET", "HEAD").contains(method)
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString("{}");
    }
}
