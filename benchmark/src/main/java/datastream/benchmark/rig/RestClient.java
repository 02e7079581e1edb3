package datastream.benchmark.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import datastream.testbed.HarnessFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A user of the collector's REST API, who asks one thing after the other. Whatever is not answered
 * with success is a {@link HarnessFailure}. Not thread-safe.
 */
public final class RestClient implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(10);
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(4);
    private static final int FIRST_FAILURE = 300;
    private static final int BUFFER = 64 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String origin;
    private final String token;

    /**
     * @param address {@code host:port}
     * @param secret signs the token
     */
    RestClient(String address, String secret) {
        origin = "http://" + address;
        Tokens tokens = new Tokens(new TokenSecret(secret), Clock.systemUTC());
        token = tokens.issue(new Principal("benchmark", Role.USER), TOKEN_LIFETIME).text();
    }

    /** Asks, without a body, and returns what is answered. */
    public JsonNode ask(String method, String path) throws InterruptedException {
        return ask(method, path, null);
    }

    /** Asks with a body of JSON, and returns what is answered. */
    public JsonNode ask(String method, String path, @Nullable String body)
            throws InterruptedException {
        HttpResponse<byte[]> response = send(method, path, body, BodyHandlers.ofByteArray());
        try {
            JsonNode answer = json.readTree(response.body());
            requireSuccess(method, path, response, answer.toString());
            return answer;
        } catch (IOException e) {
            throw new HarnessFailure("No JSON was answered to %s %s".formatted(method, path), e);
        }
    }

    /** Reads all of an answer and returns the number of its lines. */
    public long lines(String path) throws InterruptedException {
        HttpResponse<InputStream> response = send("GET", path, null, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            requireSuccess("GET", path, response, "");
            byte[] buffer = new byte[BUFFER];
            long lines = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
            }
            return lines;
        } catch (IOException e) {
            throw new HarnessFailure("The answer to %s broke off".formatted(path), e);
        }
    }

    private <T> HttpResponse<T> send(
            String method, String path, @Nullable String body, BodyHandler<T> handler)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path))
                        .timeout(ANSWER_WITHIN)
                        .header("Authorization", "Bearer " + token)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new HarnessFailure("%s %s was not answered".formatted(method, path), e);
        }
    }

    private static void requireSuccess(
            String method, String path, HttpResponse<?> response, String answer) {
        if (response.statusCode() >= FIRST_FAILURE) {
            throw new HarnessFailure(
                    "%s %s was answered %d %s"
                            .formatted(method, path, response.statusCode(), answer));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
