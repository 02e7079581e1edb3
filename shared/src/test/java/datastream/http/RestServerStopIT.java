package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of requests that arrive when a service is about to stop. */
class RestServerStopIT {

    @Test
    void whileItRetiresRequestsAreAnsweredAndConnectionsGivenUp() {
        try (TestServer server =
                new TestServer(
                        routes -> routes.get("/open", ctx -> ctx.result("open"), Access.ANYONE))) {
            assertThat(connection(server.get("/open"))).isEmpty();
            Thread retiring =
                    Thread.startVirtualThread(() -> server.server().retire(Duration.ofHours(1)));
            await().until(() -> connection(server.get("/open")).equals(List.of("close")));

            HttpResponse<String> onANewConnection = server.get("/open");
            assertThat(onANewConnection.statusCode()).isEqualTo(200);
            assertThat(connection(onANewConnection)).containsExactly("close");
            assertThat(connection(server.get("/nothing"))).containsExactly("close");
            assertThat(retiring.isAlive()).isTrue();
            retiring.interrupt();
        }
    }

    @Test
    @Timeout(60)
    void whatDoesNotListenHasNothingToWaitFor() {
        RestServer server;
        try (TestServer open = new TestServer(_ -> {})) {
            server = open.server();
        }
        server.retire(Duration.ofHours(1));
        unstarted().retire(Duration.ofHours(1));
    }

    private static RestServer unstarted() {
        TokenSecret secret = new TokenSecret("0123456789abcdef0123456789abcdef");
        return new RestServer(
                new RestConfig("127.0.0.1", 0),
                new Tokens(secret, Clock.systemUTC()),
                new ApiDocs(TestServer.DOCUMENT),
                _ -> {});
    }

    private static List<String> connection(HttpResponse<?> answer) {
        return answer.headers().allValues("Connection");
    }
}
