package datastream.chaos.sender;

import datastream.chaos.journal.Journal;
import datastream.generator.simulation.LinkHealth;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.Uplink;
import datastream.generator.simulation.Window;
import datastream.reading.Sensor;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** A device that posts its readings, and posts the same again until it is told 2xx. Thread-safe. */
final class HttpUplink implements Uplink {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
    private static final Principal SENDER = new Principal("chaos-sender", Role.DEVICE);
    private static final int MOST_REQUESTS = 16;

    private final URI readings;
    private final Tokens tokens;
    private final Journal journal;
    private final Semaphore requests = new Semaphore(MOST_REQUESTS, true);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_WITHIN)
                    .build();

    private volatile boolean closed;

    HttpUplink(URI collector, Tokens tokens, Journal journal) {
        readings = collector.resolve("/api/readings");
        this.tokens = tokens;
        this.journal = journal;
    }

    @Override
    public ReadingSender open(Sensor sensor, Window window) {
        HttpSender sender = new HttpSender(sensor, window, this);
        sender.start();
        return sender;
    }

    @Override
    public LinkHealth health() {
        return LinkHealth.UP;
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
    }

    boolean isClosed() {
        return closed;
    }

    Journal journal() {
        return journal;
    }

    /** Waits until fewer requests than the most are on their way. */
    void awaitTurn() throws InterruptedException {
        requests.acquire();
    }

    /** The request of this turn is over. */
    void endTurn() {
        requests.release();
    }

    /**
     * Posts a body, in a turn, and waits for the answer.
     *
     * @throws IOException when there is none
     */
    HttpResponse<byte[]> post(String contentType, byte[] body)
            throws IOException, InterruptedException {
        String token = tokens.issue(SENDER, TOKEN_LIFETIME).text();
        HttpRequest request =
                HttpRequest.newBuilder(readings)
                        .timeout(ANSWER_WITHIN)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }
}
