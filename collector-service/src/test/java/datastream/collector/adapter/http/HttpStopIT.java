package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import datastream.collector.adapter.TestTokens;
import datastream.collector.fake.GatedWriter;
import datastream.collector.fake.InMemoryReadings;
import datastream.collector.fake.Readings;
import datastream.collector.fake.TestIngest;
import datastream.http.ApiDocs;
import datastream.http.RestConfig;
import datastream.http.RestServer;
import datastream.security.Role;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of requests in hand when the REST interface stops. */
class HttpStopIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final GatedWriter writer = new GatedWriter(new InMemoryReadings());

    @Test
    void aRequestInHandIsAnsweredBeforeTheServerStops() throws Exception {
        try (TestIngest ingesting = new TestIngest(writer);
                RestServer server = server(ingesting);
                HttpClient http = HttpClient.newHttpClient()) {
            ingesting.start();
            server.start();
            int port = server.port();
            writer.shut();
            CompletableFuture<HttpResponse<String>> answer =
                    http.sendAsync(request(port), BodyHandlers.ofString());
            await().until(() -> writer.attempts() == 1);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            await().until(() -> refusesConnections(port));
            writer.open();
            assertThat(answer).succeedsWithin(SOON);
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(closing).succeedsWithin(SOON);
        } finally {
            writer.open();
        }
    }

    private static boolean refusesConnections(int port) {
        try (var _ = new Socket("127.0.0.1", port)) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static HttpRequest request(int port) {
        String body = Readings.of(Readings.ROOM_1, 0, 1).toJson();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/readings"))
                .header("Authorization", TestTokens.bearer(Role.DEVICE))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static RestServer server(TestIngest ingesting) {
        return new RestServer(
                new RestConfig("127.0.0.1", 0),
                TestTokens.TOKENS,
                new ApiDocs("/datastream/collector/openapi.json"),
                routes -> {
                    new HttpDoor(ingesting.ingest()).addTo(routes);
                    StoreFailures.addTo(routes);
                });
    }
}
