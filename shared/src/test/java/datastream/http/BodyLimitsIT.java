package datastream.http;

import static datastream.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that come together, or slowly, over real sockets. */
class BodyLimitsIT {

    private static final int ROOM = 10_000;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private TestServer server;

    private void start(Duration grace) {
        server =
                new TestServer(
                        new BodyLimits(ROOM, Duration.ofMillis(100), grace, 1_000_000),
                        routes -> {
                            routes.post("/read", this::read, Access.ANYONE);
                            routes.post("/record", BodyLimitsIT::record, Access.ANYONE);
                            routes.post("/hold", this::hold, Access.ANYONE);
                            routes.get("/ponder", BodyLimitsIT::ponder, Access.ANYONE);
                        });
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    private void read(Context ctx) {
        try (RequestBody body = RequestBody.read(ctx)) {
            ctx.result("" + body.bytes().length);
        }
    }

    private static void record(Context ctx) {
        ctx.result(String.valueOf(Json.body(ctx, Map.class)));
    }

    private void hold(Context ctx) throws InterruptedException {
        try (var _ = RequestBody.read(ctx)) {
            held.countDown();
            release.await();
        }
    }

    private static void ponder(Context ctx) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(1_500);
        ctx.result("42");
    }

    @Test
    void turnsAwayWhatFindsNoRoom() throws InterruptedException {
        start(Duration.ofSeconds(20));
        var holding = server.client().sendAsync(post("/hold", ROOM - 10).build(), ignored());
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> busy = server.send(post("/read", 11));

        assertProblem(busy, 503);
        assertThat(busy.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(server.send(post("/read", 10)).body()).isEqualTo("10");
        release.countDown();
        assertThat(holding).succeedsWithin(Duration.ofSeconds(20));
        assertThat(server.send(post("/read", ROOM + 1)).body()).isEqualTo("" + (ROOM + 1));
    }

    @Test
    void aRecordFindsRoomWhileReadingsTakeAllOfTheirs() throws InterruptedException {
        start(Duration.ofSeconds(20));
        var holding = server.client().sendAsync(post("/hold", ROOM).build(), ignored());
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(server.send(server.post("/record", "{\"a\":1}")).body()).isEqualTo("{a=1}");

        release.countDown();
        assertThat(holding).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void aFailedBodyGivesItsRoomBack() {
        start(Duration.ofSeconds(20));
        server.sendRaw(head("Content-Length: " + ROOM) + "abc");
        server.sendRaw(head("Transfer-Encoding: chunked") + "nonsense\r\n");
        server.send(post("/read", 100).header("Content-Encoding", "gzip"));

        assertThat(server.send(post("/read", ROOM)).body()).isEqualTo("" + ROOM);
    }

    @Test
    void aSenderThatTricklesIsCutOff() throws Exception {
        start(Duration.ofMillis(1_500));
        try (var socket = open("Content-Length: 5000")) {
            String answer = trickleUntilAnswered(socket);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("too slowly");
        }
        assertThat(server.send(post("/read", ROOM)).body()).isEqualTo("" + ROOM);
    }

    @Test
    void aSenderThatFallsSilentIsCutOff() throws Exception {
        start(Duration.ofMillis(1_500));
        try (var socket = open("Content-Length: " + ROOM)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408");
        }
        assertThat(server.send(post("/read", ROOM)).body()).isEqualTo("" + ROOM);
    }

    @Test
    void aServerThatTakesItsTimeIsNotCutOff() {
        start(Duration.ofMillis(400));

        assertThat(server.get("/ponder").body()).isEqualTo("42");
    }

    /** Another byte whenever nothing has come back for 20 ms. */
    private static String trickleUntilAnswered(Socket socket) throws IOException {
        socket.setSoTimeout(20);
        while (true) {
            try {
                int first = socket.getInputStream().read();
                socket.setSoTimeout(20_000);
                byte[] rest = socket.getInputStream().readAllBytes();
                return (char) first + new String(rest, StandardCharsets.UTF_8);
            } catch (SocketTimeoutException nothingYet) {
                socket.getOutputStream().write('a');
            }
        }
    }

    private Socket open(String header) throws IOException {
        var socket = new Socket("127.0.0.1", server.server().port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(head(header).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String head(String header) {
        return "POST /read HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + header + "\r\n\r\n";
    }

    private HttpRequest.Builder post(String path, int size) {
        return server.request(path).POST(BodyPublishers.ofByteArray(new byte[size]));
    }

    private static HttpResponse.BodyHandler<Void> ignored() {
        return HttpResponse.BodyHandlers.discarding();
    }
}
