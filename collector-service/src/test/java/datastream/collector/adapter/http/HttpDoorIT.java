package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.collector.adapter.IngestDoorContract;
import datastream.collector.adapter.RawReading;
import datastream.collector.adapter.TestTokens;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.http.ApiDocs;
import datastream.http.RestConfig;
import datastream.http.RestServer;
import datastream.reading.IngestOutcome;
import datastream.reading.Rejection;
import datastream.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;

class HttpDoorIT {

    @Nested
    class AsAJsonArray extends IngestDoorContract {
        @Override
        protected DoorClient open(IngestReadings ingest) {
            return new HttpDoorClient(ingest, "application/json", ",", "[", "]");
        }
    }

    @Nested
    class AsNdjson extends IngestDoorContract {
        @Override
        protected DoorClient open(IngestReadings ingest) {
            return new HttpDoorClient(ingest, "application/x-ndjson", "\n", "", "\n");
        }
    }

    private static final class HttpDoorClient implements IngestDoorContract.DoorClient {

        private final RestServer server;
        private final HttpClient http = HttpClient.newHttpClient();
        private final String type;
        private final String separator;
        private final String before;
        private final String after;

        HttpDoorClient(
                IngestReadings ingest, String type, String separator, String before, String after) {
            this.type = type;
            this.separator = separator;
            this.before = before;
            this.after = after;
            server =
                    new RestServer(
                            new RestConfig("127.0.0.1", 0),
                            TestTokens.TOKENS,
                            new ApiDocs("/datastream/collector/openapi.json"),
                            routes -> {
                                new HttpDoor(ingest).addTo(routes);
                                StoreFailures.addTo(routes);
                            });
            server.start();
        }

        @Override
        public CompletableFuture<IngestOutcome> submit(List<RawReading> readings) {
            String body =
                    readings.stream()
                            .map(RawReading::toJson)
                            .collect(Collectors.joining(separator, before, after));
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:" + server.port() + "/api/readings"))
                            .header("Authorization", TestTokens.bearer(Role.DEVICE))
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString(body))
                            .build();
            return http.sendAsync(request, BodyHandlers.ofString()).thenApply(this::outcome);
        }

        private IngestOutcome outcome(HttpResponse<String> response) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            try {
                JsonNode json = new ObjectMapper().readTree(response.body());
                List<Rejection> rejections = new ArrayList<>();
                json.get("rejected")
                        .forEach(r ->
                                rejections.add(
                                        new Rejection(
                                                r.get("index").asLong(),
                                                Rejection.Code.valueOf(
                                                        r.get("code")
                                                                .asText()
                                                                .toUpperCase(Locale.ROOT)),
                                                r.get("field").asText(),
                                                r.get("message").asText())));
                return new IngestOutcome(
                        json.get("committed").asInt(), json.get("duplicates").asInt(), rejections);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            http.shutdownNow();
            server.close();
        }
    }
}
