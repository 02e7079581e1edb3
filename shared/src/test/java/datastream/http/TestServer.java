package datastream.http;

import com.fasterxml.jackson.databind.JsonNode;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** A server with routes of a test's own on a free port, and a client of it. */
final class TestServer implements AutoCloseable {

    static final String DOCUMENT = "/datastream/http/test-openapi.json";

    private final Tokens tokens =
            new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), Clock.systemUTC());
    private final RestServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    TestServer(Consumer<RoutesConfig> routes) {
        this(BodyLimits.USUAL, routes);
    }

    TestServer(BodyLimits bodies, Consumer<RoutesConfig> routes) {
        this(new RestConfig("127.0.0.1", 0), bodies, routes);
    }

    TestServer(AllowedOrigins origins, Consumer<RoutesConfig> routes) {
        this(new RestConfig("127.0.0.1", 0, origins), BodyLimits.USUAL, routes);
    }

    TestServer(RestConfig config, BodyLimits bodies, Consumer<RoutesConfig> routes) {
        BearerGuard guard = new BearerGuard(tokens, RequestGate.OPEN);
        server = new RestServer(config, null, bodies, guard, new ApiDocs(DOCUMENT), routes);
        server.start();
    }

    RestServer server() {
        return server;
    }

    String tokenOf(Role role) {
        return tokens.issue(new Principal("ada", role), Tokens.ACCESS).text();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder post(String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("The server gave no answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpClient client() {
        return client;
    }

    /** Sends exactly these bytes and reads until the server closes the connection. */
    String sendRaw(String request) {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("The server gave no answer", e);
        }
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
