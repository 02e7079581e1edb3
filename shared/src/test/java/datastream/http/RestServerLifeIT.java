package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import datastream.security.TokenSecret;
import datastream.security.Tokens;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RestServerLifeIT {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch mayGo = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        mayGo.countDown();
    }

    @Test
    void closesTwiceAndWithoutHavingStarted() {
        var tokens =
                new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), Clock.systemUTC());
        var config = new RestConfig("127.0.0.1", 0);
        var server = new RestServer(config, tokens, new ApiDocs(TestServer.DOCUMENT), routes -> {});
        server.close();
        server.close();

        var started = new TestServer(routes -> {});
        started.close();
        started.close();
        assertThat(started.server().routes()).isNotEmpty();
    }

    @Test
    void answersNobodyOnceClosed() {
        try (var server = new TestServer(routes -> {})) {
            var request = server.request("/docs").build();
            server.server().close();

            assertThatException()
                    .isThrownBy(() -> server.client().send(request, BodyHandlers.discarding()))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void finishesTheRequestsInHandWhileClosing() {
        try (var server =
                new TestServer(routes -> routes.get("/slow", this::slow, Access.ANYONE))) {
            var answer =
                    server.client()
                            .sendAsync(server.request("/slow").build(), BodyHandlers.ofString());
            await(entered);
            var closing = CompletableFuture.runAsync(server.server()::close);
            assertThat(closing).isNotDone();
            mayGo.countDown();

            assertThat(answer.join().body()).isEqualTo("done");
            closing.join();
        }
    }

    @Test
    void cutsRequestsThatDoNotEnd() {
        try (var server =
                new TestServer(routes -> routes.get("/slow", this::slow, Access.ANYONE))) {
            var answer =
                    server.client()
                            .sendAsync(server.request("/slow").build(), BodyHandlers.ofString());
            await(entered);
            server.server().close();

            assertThat(answer.handle((response, failure) -> failure).join()).isNotNull();
        }
    }

    @Test
    void aConnectionTooManyWaitsUntilAnotherIsClosed() throws Exception {
        RestConfig two = new RestConfig("127.0.0.1", 0, AllowedOrigins.NONE, 2);
        try (var server = new TestServer(two, BodyLimits.USUAL, routes -> {});
                Socket first = connect(server);
                Socket second = connect(server)) {
            assertThat(ask(first)).isEqualTo('H');
            assertThat(ask(second)).isEqualTo('H');
            try (Socket third = connect(server)) {
                third.setSoTimeout(500);
                assertThatExceptionOfType(SocketTimeoutException.class)
                        .isThrownBy(() -> ask(third));
                first.shutdownOutput();
                third.setSoTimeout(20_000);
                assertThat(third.getInputStream().read()).isEqualTo('H');
            }
        }
    }

    private static Socket connect(TestServer server) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.server().port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** The first letter of the answer. */
    private static int ask(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket.getInputStream().read();
    }

    @Test
    void refusesPortsThatDoNotExist() {
        assertThat(new RestConfig("h", 65_535).port()).isEqualTo(65_535);
        assertThatIllegalArgumentException().isThrownBy(() -> new RestConfig("h", 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new RestConfig("h", -1));
    }

    private void slow(Context ctx) {
        entered.countDown();
        await(mayGo);
        ctx.result("done");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
