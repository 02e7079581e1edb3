package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/** Talks to the REST interfaces of a stack, as somebody who has logged in. */
final class ApiClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUSY = 503;

    /** A second apart, as Retry-After says: on a busy machine the database may take its time. */
    private static final int MOST_RETRIES = 20;

    private static final String ACCOUNT =
            """
            {"username": "ada", "password": "lovelace-1843"}
            """;

    private final URI rest;
    private final URI generators;
    private final String token;

    private ApiClient(URI rest, URI generators, String token) {
        this.rest = rest;
        this.generators = generators;
        this.token = token;
    }

    /** Registers the first account and logs in with it. */
    static ApiClient register(StackProcess stack) {
        send(
                request(stack.rest(), "/register").POST(BodyPublishers.ofString(ACCOUNT)).build(),
                201);
        return logIn(stack);
    }

    static ApiClient logIn(StackProcess stack) {
        HttpRequest request =
                request(stack.rest(), "/login").POST(BodyPublishers.ofString(ACCOUNT)).build();
        String token = send(request, 200).get("token").asText();
        return new ApiClient(stack.rest(), stack.generators(), token);
    }

    /** The newest readings of a type, and how many there are. */
    JsonNode readings(String type, int limit) {
        return get(rest, "/api/readings?sensor_type=%s&limit=%d".formatted(type, limit));
    }

    JsonNode get(String path) {
        return get(rest, path);
    }

    JsonNode ingest(String readings) {
        HttpRequest request =
                authorized(rest, "/api/readings").POST(BodyPublishers.ofString(readings)).build();
        return send(request, 200);
    }

    /** Makes an API key and gives what stands in the answer. */
    JsonNode makeKey(String body) {
        HttpRequest request =
                authorized(rest, "/api/keys").POST(BodyPublishers.ofString(body)).build();
        return send(request, 201);
    }

    void revokeKey(long id) {
        send(authorized(rest, "/api/keys/" + id).DELETE().build(), 204);
    }

    JsonNode generator(String id) {
        return get(generators, "/api/generators/" + id);
    }

    JsonNode allGenerators() {
        return get(generators, "/api/generators");
    }

    JsonNode changeRate(String id, double rate) {
        HttpRequest request =
                authorized(generators, "/api/generators/" + id)
                        .method("PATCH", BodyPublishers.ofString("{\"rate\": %s}".formatted(rate)))
                        .build();
        return send(request, 200);
    }

    private JsonNode get(URI base, String path) {
        return send(authorized(base, path).GET().build(), 200);
    }

    private HttpRequest.Builder authorized(URI base, String path) {
        return request(base, path).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder request(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json");
    }

    private static JsonNode send(HttpRequest request, int expectedStatus) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            for (int i = 0; i < MOST_RETRIES && response.statusCode() == BUSY; i++) {
                TimeUnit.SECONDS.sleep(1);
                response = HTTP.send(request, BodyHandlers.ofString());
            }
            assertThat(response.statusCode()).as(response.body()).isEqualTo(expectedStatus);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
