package datastream.http;

import static datastream.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
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
                    routes.post("/bytes", RequestBodyIT::echoLength, Access.ANYONE);
                    routes.post("/json", ctx -> ctx.json(Json.body(ctx, Map.class)), Access.ANYONE);
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

    @Test
    void takesARecordOfAStrangerAsFarAsItMayBeANameAndAPassword() {
        String most = "{\"a\":\"%s\"}".formatted("x".repeat(4_096 - 8));
        assertThat(server.send(server.post("/json", most)).statusCode()).isEqualTo(200);
        assertProblem(server.send(server.post("/json", most + " ")), 413);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, MOST - 1, MOST})
    void unpacksGzip(int size) throws IOException {
        assertThat(server.send(encoded("gzip", packed(size))).body()).isEqualTo("" + size);
        assertThat(server.send(encoded("X-GZIP", packed(size))).body()).isEqualTo("" + size);
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 1, 500 * 1024 * 1024})
    void stopsUnpackingAtTheLimit(int size) throws IOException {
        byte[] bomb = packed(size);

        assertThat(bomb.length).isLessThan(MOST);
        assertProblem(server.send(encoded("gzip", bomb)), 413);
    }

    /**
     * Each member is empty, so that the unpacked form never grows. The sender only looks for the
     * answer when it has sent all: the server must not cut it off before.
     */
    @Test
    void refusesGzipInManyMembersInsteadOfStoppingBeforeTheLast() throws IOException {
        var members = new ByteArrayOutputStream();
        while (members.size() < 7 * MOST) {
            members.write(packed(0));
        }

        String answer =
                server.sendRaw(
                        """
                        POST /bytes HTTP/1.1\r
                        Host: h\r
                        Connection: close\r
                        Content-Encoding: gzip\r
                        Transfer-Encoding: chunked\r
                        \r
                        %x\r
                        %s\r
                        0\r
                        \r
                        """
                                .formatted(
                                        members.size(),
                                        members.toString(StandardCharsets.ISO_8859_1)));

        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void refusesWhatIsNotGzip() throws IOException {
        assertProblem(server.send(encoded("gzip", new byte[100])), 400);
        assertProblem(server.send(encoded("gzip", Arrays.copyOf(packed(100_000), 50))), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip"})
    void refusesOtherEncodings(String encoding) throws IOException {
        var response = server.send(encoded(encoding, packed(10)));

        assertProblem(response, 415);
        assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("gzip");
    }

    private HttpRequest.Builder encoded(String encoding, byte[] body) {
        return bytes(BodyPublishers.ofByteArray(body)).header("Content-Encoding", encoding);
    }

    private static byte[] packed(int size) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[64 * 1024];
            for (int left = size; left > 0; left -= zeros.length) {
                gzip.write(zeros, 0, Math.min(left, zeros.length));
            }
        }
        return packed.toByteArray();
    }

    private static void echoLength(Context ctx) {
        try (RequestBody body = RequestBody.read(ctx)) {
            ctx.result("" + body.bytes().length);
        }
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
