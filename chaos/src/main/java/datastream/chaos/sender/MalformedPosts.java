package datastream.chaos.sender;

import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Malformed readings as lines over HTTP, some thousand in a request. */
final class MalformedPosts {

    private static final int REFUSED = 400;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int MOST_LINES = 5_000;
    private static final long RETRY_MILLIS = 200;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final SenderConfig config;
    private final URI readings;
    private final String token;

    MalformedPosts(SenderConfig config) {
        this.config = config;
        readings = URI.create("http://" + config.targets().getFirst() + "/api/readings");
        token =
                new Tokens(config.secret(), Clock.systemUTC())
                        .issue(new Principal("chaos-sender", Role.DEVICE), Duration.ofHours(1))
                        .text();
    }

    long send() throws InterruptedException {
        long refused = 0;
        int sent = 0;
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (sent < config.malformed()) {
                int lines = Math.min(MOST_LINES, config.malformed() - sent);
                if (post(client, lines)) {
                    refused += lines;
                }
                sent += lines;
            }
        }
        return refused;
    }

    /** Repeats until there is a final answer; says whether that refuses the whole. */
    private boolean post(HttpClient client, int lines) throws InterruptedException {
        int status = UNAVAILABLE;
        while (isPassing(status)) {
            try {
                status = client.send(request(lines), BodyHandlers.discarding()).statusCode();
            } catch (IOException e) {
                status = UNAVAILABLE;
            }
            if (isPassing(status)) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        }
        return status == REFUSED;
    }

    private static boolean isPassing(int status) {
        return status == UNAVAILABLE || status == TOO_MANY;
    }

    private HttpRequest request(int lines) {
        return HttpRequest.newBuilder(readings)
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body(lines), StandardCharsets.UTF_8))
                .build();
    }

    private static String body(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(MalformedText::next)
                .collect(Collectors.joining("\n"));
    }
}
