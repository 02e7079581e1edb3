package datastream.http;

import static datastream.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestBodyIT {

    private static final int MOST = RequestBody.MOST_BYTES;

    private TestServer server;

    @BeforeAll
    void start() {
        server =
                new TestServer(routes -> {
                    routes.post(
                            "/bytes",
                            ctx -> ctx.result("" + RequestBody.bytes(ctx).length),
                            Access.ANYONE);
                    routes.post(
                            "/json",
                            ctx -> ctx.json(Json.body(ctx, RestConfig.class)),
                            Access.ANYONE);
                });
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MOST - 1, MOST})
    void takesBodiesUpToTheLimit(int size) {
        assertThat(server.send(bytes(ofLength(size))).body()).isEqualTo("" + size);
        assertThat(server.send(bytes(chunked(size))).body()).isEqualTo("" + size);
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 1, MOST + 100_000, 5 * MOST})
    void refusesLargerOnesHoweverTheyAreSent(int size) {
        assertProblem(server.send(bytes(ofLength(size))), 413);
        assertProblem(server.send(bytes(chunked(size))), 413);
        assertProblem(
                server.send(
                        server.request("/json")
                                .header("Content-Type", "application/json")
                                .POST(chunked(size))),
                413);
    }

    @Test
    void refusesAnAnnouncedLengthBeforeTheBodyIsSent() {
        String answer =
                server.sendRaw(
                        "POST /bytes HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: "
                                + (MOST + 1)
                                + "\r\nExpect: 100-continue\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nabc",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
                "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n",
            })
    void takesABrokenOffBodyForTheSendersFault(String rest) {
        String answer =
                server.sendRaw("POST /bytes HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + rest);

        assertThat(answer).doesNotContain(" 200 ").doesNotContain(" 500 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-ndjson", "application/jsonp", "json", "*/*"})
    void refusesOtherContentTypes(String type) {
        var problem =
                assertProblem(
                        server.send(
                                server.request("/json")
                                        .header("Content-Type", type)
                                        .POST(BodyPublishers.ofString("{}"))),
                        415);

        assertThat(problem.path("detail").asText())
                .isEqualTo("The content type must be application/json");
    }

    @Test
    void refusesABodyWithoutContentType() {
        assertProblem(
                server.send(server.request("/json").POST(BodyPublishers.ofString("{}"))), 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-8",
                "Application/JSON",
                "application/json ;a=b"
            })
    void takesItsContentTypeWithParametersAndInAnyCase(String type) {
        var request =
                server.request("/json")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString("{\"host\": \"h\", \"port\": 1}"));

        assertThat(server.send(request).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder bytes(BodyPublisher body) {
        return server.request("/bytes").POST(body);
    }

    private static BodyPublisher ofLength(int size) {
        return BodyPublishers.ofByteArray(new byte[size]);
    }

    /** The client sends a body of unknown length in chunks. */
    private static BodyPublisher chunked(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }
}
