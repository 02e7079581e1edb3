package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are long, packed, broken off or known already. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamedAnswerIT {

    private static final byte[] LINE = "0123456789\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LINES = 100_000;

    private record Text(String text) {}

    private TestServer server;

    @BeforeAll
    void start() {
        server =
                new TestServer(routes -> {
                    routes.get("/whole", StreamedAnswerIT::whole, Access.ANYONE);
                    routes.get("/broken", StreamedAnswerIT::broken, Access.ANYONE);
                    routes.get("/json/{length}", ctx -> ctx.json(text(ctx)), Access.ANYONE);
                    routes.get(
                            "/tagged/{length}",
                            ctx -> EntityTag.json(ctx, text(ctx)),
                            Access.ANYONE);
                });
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static Text text(Context ctx) {
        return new Text("x".repeat(Integer.parseInt(ctx.pathParam("length"))));
    }

    private static void whole(Context ctx) throws IOException {
        StreamedAnswer answer = StreamedAnswer.begin(ctx, "Lines");
        writeLines(answer);
        answer.trailer("Lines", String.valueOf(LINES));
        answer.finish();
    }

    private static void broken(Context ctx) throws IOException {
        StreamedAnswer answer = StreamedAnswer.begin(ctx, "Lines");
        writeLines(answer);
        answer.flush();
        answer.cut();
    }

    private static void writeLines(StreamedAnswer answer) throws IOException {
        for (int i = 0; i < LINES; i++) {
            answer.write(LINE, LINE.length);
        }
    }

    @Test
    void aWholeAnswerEndsWithItsTrailers() {
        String raw = server.sendRaw("GET /whole HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(raw).contains("Trailer: Lines\r\n").endsWith("0\r\nLines: 100000\r\n\r\n");
    }

    @Test
    void aCallerWithoutChunksGetsNoTrailers() {
        String raw = server.sendRaw("GET /whole HTTP/1.0\r\nHost: x\r\n\r\n");
        assertThat(raw).doesNotContain("Lines").endsWith("0123456789\n");
    }

    @Test
    void itIsPackedForWhoeverTakesThat() throws Exception {
        HttpResponse<byte[]> answer =
                server.client()
                        .send(
                                server.request("/whole").header("Accept-Encoding", "gzip").build(),
                                BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.headers().allValues("Vary")).containsExactly("Accept-Encoding");
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(unpacked.readAllBytes()).hasSize(LINES * LINE.length);
        }
        assertThat(server.get("/whole").body()).hasSize(LINES * LINE.length);
    }

    /** By what HTTP says of its end, however much was received. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity"})
    void aBrokenAnswerIsNoAnswer(String coding) {
        assertThatThrownBy(() ->
                        server.client()
                                .send(
                                        server.request("/broken")
                                                .header("Accept-Encoding", coding)
                                                .build(),
                                        BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "gzip, true",
                "'deflate, GZIP', true",
                "x-gzip, true",
                "'gzip;q=0.5, br', true",
                "'br;q=1.0, gzip ; q=1.000', true",
                "gzip;q=0, false",
                "gzip;q=0.0, false",
                "'br, zstd', false",
                "gzipped, false",
                "-, false"
            })
    void itIsToldWhoTakesGzip(String acceptEncoding, boolean takes) {
        assertThat(StreamedAnswer.takesGzip(acceptEncoding)).isEqualTo(takes);
    }

    @ParameterizedTest
    @CsvSource({"json/100, false", "json/2000, true", "tagged/100, false", "tagged/2000, true"})
    void largeJsonIsPackedForWhoeverTakesThat(String path, boolean packed) {
        HttpResponse<String> plain = server.get("/" + path);
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.headers().allValues("Vary")).containsExactly("Accept-Encoding");
        HttpResponse<String> asked =
                server.send(server.request("/" + path).header("Accept-Encoding", "gzip"));
        assertThat(asked.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(packed);
    }

    @Test
    void whoHasTheContentAlreadyIsToldSo() {
        HttpResponse<String> first = server.get("/tagged/2000");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        for (String known : new String[] {tag, "\"other\", " + tag, "*"}) {
            HttpResponse<String> again = ask("/tagged/2000", known);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("ETag")).hasValue(tag);
        }
        assertThat(ask("/tagged/2001", tag).statusCode()).isEqualTo(200);
        assertThat(ask("/tagged/2000", "\"other\"").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> ask(String path, String known) {
        return server.send(server.request(path).header("If-None-Match", known));
    }
}
