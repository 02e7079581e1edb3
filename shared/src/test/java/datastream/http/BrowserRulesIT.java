package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told, and what they are not let do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserRulesIT {

    private static final String FRIEND = "https://app.example.org";
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final String POLICY = "Content-Security-Policy";

    private TestServer server;

    @BeforeAll
    void start() {
        server =
                new TestServer(
                        new AllowedOrigins(Set.of(FRIEND)),
                        routes -> {
                            routes.get("/open", ctx -> ctx.result("open"), Access.ANYONE);
                            routes.get("/read", ctx -> ctx.result("data"), Access.READ);
                            routes.get("/broken", ctx -> fail(), Access.ANYONE);
                        });
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static void fail() {
        throw new IllegalStateException("broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open", "/read", "/nothing", "/broken", "/metrics"})
    void everyAnswerForbidsWhatIsNotNeeded(String path) {
        HttpResponse<String> answer = server.get(path);

        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, POLICY))
                .isEqualTo(
                        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Strict-Transport-Security")).as("over plain HTTP").isNull();
        assertThat(header(answer, "Server")).isNull();
    }

    @Test
    void whatIsHardlyHttpIsAnsweredNoLessStrictly() {
        assertThat(server.sendRaw("GET /%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .contains("Content-Security-Policy: default-src 'none'", "Cache-Control: no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/docs.js", "/docs/swagger-ui.css"})
    void thePageMayLoadWhatItsServerHasAndNothingElse(String path) {
        HttpResponse<String> answer = server.get(path);
        String policy = header(answer, POLICY);

        assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(policy.contains("script-src 'self';")).isEqualTo(path.equals("/docs"));
        assertThat(policy).doesNotContain("unsafe", "http", "*");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "access_token", "Authorization", "bearer_token", "api_key"})
    void aTokenInTheUrlIsNone(String parameter) {
        String token = server.tokenOf(Role.ADMIN);

        assertThat(server.get("/read?" + parameter + "=" + token).statusCode()).isEqualTo(401);
        assertThat(server.get("/read?" + parameter + "=Bearer%20" + token).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anAllowedOriginMayReadAnswers() {
        HttpResponse<String> answer = server.send(server.request("/open").header("Origin", FRIEND));

        assertThat(header(answer, ALLOWED)).isEqualTo(FRIEND);
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding, Origin");
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("ETag", "Retry-After");
        assertThat(header(answer, "Access-Control-Allow-Credentials")).isNull();
        assertThat(answer.body()).isEqualTo("open");
    }

    @Test
    void anAllowedOriginIsToldWhyItIsRefused() {
        HttpResponse<String> answer = server.send(server.request("/read").header("Origin", FRIEND));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, ALLOWED)).isEqualTo(FRIEND);
    }

    @Test
    void anAllowedOriginMayAskBeforeItSends() {
        HttpResponse<String> answer = askBefore(FRIEND, "/read");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, ALLOWED)).isEqualTo(FRIEND);
        assertThat(header(answer, "Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
        assertThat(header(answer, "Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(header(answer, "Access-Control-Max-Age")).isEqualTo("600");
        assertThat(header(answer, "Access-Control-Allow-Credentials")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example.org",
        "http://app.example.org",
        "https://app.example.org.evil.example",
        "https://app.example.org:8443",
        "https://APP.example.org",
        "null",
        "*"
    })
    void noOtherOriginIsAllowed(String origin) {
        assertThat(askBefore(origin, "/read").statusCode()).isEqualTo(405);
        assertThat(askBefore(origin, "/read").headers().map())
                .noneSatisfy(
                        (name, _) -> assertThat(name).startsWithIgnoringCase("access-control-"));
        HttpResponse<String> answer = server.send(server.request("/open").header("Origin", origin));
        assertThat(header(answer, ALLOWED)).isNull();
        assertThat(header(answer, "Vary")).contains("Origin");
    }

    @Test
    void withoutAllowedOriginsNobodyIsTold() {
        try (TestServer closed =
                new TestServer(
                        routes -> routes.get("/open", ctx -> ctx.result("open"), Access.ANYONE))) {
            HttpResponse<String> answer =
                    closed.send(closed.request("/open").header("Origin", FRIEND));
            assertThat(header(answer, ALLOWED)).isNull();
        }
    }

    private HttpResponse<String> askBefore(String origin, String path) {
        return server.send(
                server.request(path)
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "GET")
                        .header("Access-Control-Request-Headers", "authorization")
                        .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }
}
