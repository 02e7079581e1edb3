package datastream.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/** A REST client as a user would write one. */
final class RestClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A second apart, as Retry-After says: on a busy machine a commit may take its time. */
    private static final int MOST_RETRIES = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private String token;
    private String key;

    /** An answer. */
    record Answer(int status, String type, String location, JsonNode body, String text) {}

    RestClient(int port) {
        base = "http://127.0.0.1:" + port;
    }

    /** Later requests carry this token; null for none. */
    RestClient with(String newToken) {
        token = newToken;
        key = null;
        return this;
    }

    /** Later requests carry this API key, and no token. */
    RestClient withKey(String newKey) {
        token = null;
        key = newKey;
        return this;
    }

    Answer get(String path) throws Exception {
        return send(request(path).GET());
    }

    Answer post(String path, String body) throws Exception {
        return post(path, "application/json", body);
    }

    Answer post(String path, String type, String body) throws Exception {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    Answer patch(String path, String body) throws Exception {
        return patch(path, "application/json", body);
    }

    Answer patch(String path, String type, String body) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", type)
                        .method("PATCH", BodyPublishers.ofString(body)));
    }

    Answer put(String path, String body) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
    }

    /** As a proxy passes it on that somebody elsewhere has asked. */
    Answer postFromElsewhere(String path, String body) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", "192.0.2.7")
                        .POST(BodyPublishers.ofString(body)));
    }

    Answer delete(String path) throws Exception {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.header("X-API-Key", key);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        for (int i = 0; i < MOST_RETRIES && isBusy(response); i++) {
            TimeUnit.SECONDS.sleep(1);
            response = http.send(request.build(), BodyHandlers.ofString());
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        JsonNode body = type.contains("json") ? JSON.readTree(response.body()) : null;
        String location = response.headers().firstValue("Location").orElse(null);
        return new Answer(response.statusCode(), type, location, body, response.body());
    }

    private static boolean isBusy(HttpResponse<String> response) {
        return response.statusCode() == 503
                && response.headers().firstValue("Retry-After").isPresent();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
