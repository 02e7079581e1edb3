package datastream.http;

import static datastream.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import datastream.security.Principal;
import datastream.security.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestServerIT {

    private TestServer server;

    @BeforeAll
    void start() {
        server = new TestServer(RestServerIT::addRoutes);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static void addRoutes(RoutesConfig routes) {
        routes.get("/open", ctx -> ctx.result("open"), Access.ANYONE);
        routes.get("/read", RestServerIT::whoAsks, Access.READ);
        routes.post("/ingest", RestServerIT::whoAsks, Access.INGEST_IN_SCOPE);
        routes.get("/forgotten", ctx -> ctx.result("secret"));
        routes.get("/two", ctx -> ctx.result("secret"), Access.ANYONE, Access.READ);
        routes.get("/broken", ctx -> fail("java.lang.String at com.example.Thing"), Access.ANYONE);
        routes.get("/crashed", ctx -> crash(), Access.ANYONE);
        routes.get("/busy", ctx -> refuse(), Access.ANYONE);
    }

    private static void whoAsks(Context ctx) {
        ctx.result(String.valueOf(BearerGuard.principal(ctx)));
    }

    private static void fail(String message) {
        throw new IllegalStateException(message);
    }

    private static void crash() {
        throw new StackOverflowError("java.lang.String at com.example.Thing");
    }

    private static void refuse() {
        throw new ProblemException(
                Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "The store is away"),
                Map.of("Retry-After", "2"));
    }

    @Test
    void letsAnyoneInWhereNoTokenIsNeeded() {
        assertThat(server.get("/open").body()).isEqualTo("open");
        assertThat(server.send(server.request("/open").header("Authorization", "rubbish")).body())
                .isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer x.y.z",
                "Bearer bnVsbA.e30.x",
                "Basic YTpi"
            })
    void asksForATokenWhereOneIsNeeded(String authorization) {
        var response = server.send(server.request("/read").header("Authorization", authorization));

        assertProblem(response, 401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"datastream\"");
        assertProblem(server.get("/read"), 401);
    }

    /** Jetty may give a value the letters of one that came before it on the connection. */
    @Test
    void aTokenInTheWrongCaseIsNoneWhateverCameBefore() {
        String token = server.tokenOf(Role.USER);
        String other = swapCase(token);
        assertThat(statuses(token, other, token + "x", other.substring(0, 40)))
                .containsExactly("200", "401", "401", "401");
        assertThat(statuses(token.substring(0, 100), token.substring(0, 50) + other.substring(50)))
                .containsExactly("401", "401");
        assertThat(statuses(other.substring(0, 100), token)).containsExactly("401", "200");
    }

    /** Of requests on one connection. */
    private List<String> statuses(String... tokens) {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < tokens.length; i++) {
            requests.append("GET /read HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer ")
                    .append(tokens[i])
                    .append(i < tokens.length - 1 ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
        }
        return Pattern.compile("HTTP/1.1 ([0-9]+)")
                .matcher(server.sendRaw(requests.toString()))
                .results()
                .map(status -> status.group(1))
                .toList();
    }

    private static String swapCase(String text) {
        return text.chars()
                .map(c ->
                        Character.isUpperCase(c)
                                ? Character.toLowerCase(c)
                                : Character.toUpperCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void tellsTheRouteWhoAsks() {
        assertThat(sendAs(Role.USER, "GET", "/read").body())
                .isEqualTo(new Principal("ada", Role.USER).toString());
    }

    @Test
    void refusesARoleThatMayNot() {
        assertThat(assertProblem(sendAs(Role.DEVICE, "GET", "/read"), 403).path("detail").asText())
                .isEqualTo("Role device may not do this");
        assertThat(sendAs(Role.DEVICE, "POST", "/ingest").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/read", "/READ", "/read/", "//read", "/./read", "/read;a=b", "/%72ead"})
    void guardsAHeadRequestAndEverySpellingOfAPath(String path) {
        String request = " " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

        assertThat(server.sendRaw("HEAD" + request)).doesNotContain(" 200 ");
        assertThat(server.sendRaw("GET" + request)).doesNotContain(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/forgotten", "/two"})
    void refusesARouteThatDoesNotSayWhoMayTakeIt(String path) {
        for (Role role : Role.values()) {
            assertProblem(sendAs(role, "GET", path), 500);
        }
        assertProblem(server.get(path), 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/open/more", "/docs/..", "/docs/docs.html", "/a%20b"})
    void knowsNothingElse(String path) {
        assertProblem(server.get(path), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/open,GET",
        "DELETE,/ingest,POST",
        "PUT,/openapi.json,GET",
        "OPTIONS,/read,GET"
    })
    void namesTheMethodsThatAPathAllows(String method, String path, String allowed) {
        var response = sendAs(Role.ADMIN, method, path);

        assertProblem(response, 405);
        assertThat(response.headers().firstValue("Allow").orElse("")).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/crashed"})
    void keepsTheReasonsOfItsOwnFaultsToItself(String path) {
        assertThat(assertProblem(server.get(path), 500).path("detail").asText())
                .startsWith("The fault is ours; the log knows it as incident ");
    }

    @Test
    void sendsTheHeadersOfAProblem() {
        var response = server.get("/busy");

        assertProblem(response, 503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "text/plain", "*/*"})
    void answersProblemsAsJsonWhateverIsAskedFor(String accept) {
        assertProblem(server.send(server.request("/nothing").header("Accept", accept)), 404);
        assertProblem(server.send(server.request("/open").header("Accept", accept).DELETE()), 405);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /%zz HTTP/1.1,        400",
        "GET /%00 HTTP/1.1,        400",
        "GET /a%ff HTTP/1.1,       400",
        "GET /open HTTP/9.9,       505",
        "nonsense,                 400",
    })
    void answersWhatIsHardlyHttpAsAProblem(String start, int status) {
        String answer = server.sendRaw(start + "\r\nHost: h\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        assertProblem(answer.substring(answer.indexOf("\r\n\r\n") + 4), status);
    }

    @Test
    void answersATooLongUrlAsAProblem() {
        String answer =
                server.sendRaw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: h\r\n\r\n");

        assertThat(answer).contains(" 414 ").contains("application/problem+json");
    }

    private HttpResponse<String> sendAs(Role role, String method, String path) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + server.tokenOf(role))
                        .method(method, BodyPublishers.noBody()));
    }
}
