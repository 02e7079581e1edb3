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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    /** Who is let through; the others are refused. */
    private enum Allowed {
        ANYBODY(true, true, true, true, true),
        VIEWERS(false, false, true, true, true),
        NAMED(false, true, true, true, true),
        USERS(false, false, false, true, true),
        SENDERS(false, true, false, true, true),
        ADMINISTRATORS(false, false, false, false, true);

        private final Map<String, Boolean> by = new LinkedHashMap<>();

        Allowed(boolean nobody, boolean device, boolean viewer, boolean user, boolean admin) {
            by.put("no token", nobody);
            by.put("device", device);
            by.put("viewer", viewer);
            by.put("user", user);
            by.put("admin", admin);
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
            POST    /register                         ANYBODY
            POST    /login                            ANYBODY
            POST    /refresh                          ANYBODY
            POST    /logout                           NAMED
            GET     /api/users                        ADMINISTRATORS
            GET     /api/users/{username}             ADMINISTRATORS
            PATCH   /api/users/{username}             ADMINISTRATORS
            DELETE  /api/users/{username}             ADMINISTRATORS
            PUT     /api/users/{username}/password    NAMED
            GET     /api/audit                        ADMINISTRATORS
            GET     /api/readings                     VIEWERS
            POST    /api/readings                     SENDERS
            PATCH   /api/readings                     USERS
            DELETE  /api/readings                     USERS
            GET     /api/readings/latest              VIEWERS
            GET     /api/readings/aggregate           VIEWERS
            GET     /api/readings/export              USERS
            GET     /api/readings/{id}                VIEWERS
            PATCH   /api/readings/{id}                USERS
            DELETE  /api/readings/{id}                USERS
            GET     /api/sensors                      VIEWERS
            GET     /api/sensors/{sensor}/quality     VIEWERS
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
    static void start() {
        collector =
                new Collector(
                        new CollectorConfig(
                                new RestConfig("127.0.0.1", 0),
                                new GrpcConfig("127.0.0.1", 0),
                                null,
                                TestServers.mariaDb(),
                                TestTokens.SECRET));
        collector.start();
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
        for (Map.Entry<String, Boolean> cell : allowed.by.entrySet()) {
            int status = send(route, cell.getKey());
            int refusal = cell.getKey().equals("no token") ? 401 : 403;
            var checked = cells.assertThat(status).as("%s as %s", route, cell.getKey());
            if (cell.getValue()) {
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
        if (!who.equals("no token")) {
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
