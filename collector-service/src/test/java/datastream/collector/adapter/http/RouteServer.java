package datastream.collector.adapter.http;

import datastream.collector.adapter.TestTokens;
import datastream.http.ApiDocs;
import datastream.http.RestConfig;
import datastream.http.RestServer;
import datastream.security.Role;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/** A server with some of the collector's routes on a free port, and a client of it. */
final class RouteServer implements AutoCloseable {

    private final RestServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    RouteServer(Consumer<RoutesConfig> routes) {
        server =
                new RestServer(
                        new RestConfig("127.0.0.1", 0),
                        TestTokens.TOKENS,
                        new ApiDocs("/datastream/collector/openapi.json"),
                        routes);
        server.start();
    }

    int port() {
        return server.port();
    }

    HttpClient client() {
        return client;
    }

    /** By nobody. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpRequest.Builder request(String path, Role role) {
        return request(path).header("Authorization", TestTokens.bearer(role));
    }

    /** By a user. */
    HttpResponse<String> get(String path) {
        return send(request(path, Role.USER), BodyHandlers.ofString());
    }

    /**
     * @throws UncheckedIOException when there is no answer, or no whole one
     */
    <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException("The server gave no answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
