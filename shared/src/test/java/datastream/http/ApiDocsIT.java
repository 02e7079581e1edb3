package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocsIT {

    private TestServer server;

    @BeforeAll
    void start() {
        server = new TestServer(routes -> {});
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void serveTheDocumentByteForByte() throws IOException {
        try (InputStream document = ApiDocsIT.class.getResourceAsStream(TestServer.DOCUMENT)) {
            assertThat(server.get("/openapi.json").body())
                    .isEqualTo(new String(document.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(typeOf(server.get("/openapi.json"))).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "/docs,                      text/html,        <title>Datastream API",
        "/docs/docs.js,              text/javascript,  /openapi.json",
        "/docs/swagger-ui.css,       text/css,         .swagger-ui",
        "/docs/swagger-ui-bundle.js, text/javascript,  SwaggerUIBundle",
        "/docs/favicon-32x32.png,    image/png,        PNG",
    })
    void serveThePageAndItsParts(String path, String type, String content) {
        HttpResponse<String> response = server.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(typeOf(response)).isEqualToIgnoringCase(type);
        assertThat(response.body()).contains(content);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void serveEverythingThatThePageAsksFor() {
        var links =
                Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(server.get("/docs").body());

        assertThat(links.results().map(link -> link.group(1)))
                .hasSize(4)
                .allSatisfy(link -> assertThat(server.get(link).statusCode()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/openapi.json", "/docs", "/docs/docs.js", "/docs/swagger-ui-bundle.js"})
    void areSentOnceToACallerThatKeepsThem(String path) {
        HttpResponse<String> first = server.get(path);
        String tag = first.headers().firstValue("ETag").orElse("");

        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
        HttpResponse<String> again = server.send(server.request(path).header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue(tag);
        assertThat(
                        server.send(
                                        server.request(path)
                                                .header("If-None-Match", "\"old\", W/\"older\""))
                                .body())
                .isEqualTo(first.body());
    }

    @Test
    void areWhereTheRootLeads() {
        HttpResponse<String> response = server.get("/");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location").orElse("")).endsWith("/docs");
    }

    /** What is entered under Authorize does not stay in the browser. */
    @Test
    void thePageForgetsTokens() {
        assertThat(server.get("/docs/docs.js").body())
                .contains("SwaggerUIBundle")
                .doesNotContain("persistAuthorization");
    }

    @Test
    void areListedWithAllRoutes() {
        assertThat(server.server().routes())
                .contains("GET /", "GET /docs", "GET /openapi.json", "GET /docs/docs.js");
    }

    @Test
    void failAtOnceWithoutADocument() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ApiDocs("/missing.json"))
                .withMessage("/missing.json is not on the class path");
    }

    private static String typeOf(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("").split(";")[0];
    }
}
