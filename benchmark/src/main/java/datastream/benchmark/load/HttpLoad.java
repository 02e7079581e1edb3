package datastream.benchmark.load;

import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import datastream.wire.OutcomeJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Clients that each post one body of NDJSON after the other, a sensor each. */
final class HttpLoad implements Load {

    private static final int OK = 200;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final LoadOrder order;
    private final URI readings;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Progress progress;

    HttpLoad(LoadOrder order, Targets targets, Progress progress) {
        this.order = order;
        this.progress = progress;
        readings = URI.create("http://" + targets.http() + "/api/readings");
        token = Channels.token(targets);
    }

    @Override
    public void start() {
        for (int i = 0; i < order.senders(); i++) {
            int sensor = i;
            Thread.ofVirtual().name("http-" + i).start(() -> post(Rows.sensor(sensor)));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void post(Sensor sensor) {
        try {
            for (long number = 0; !progress.isEnding(); number += order.batch()) {
                post(lines(sensor, number));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            progress.failed(e);
        }
    }

    private void post(String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(readings)
                        .timeout(ANSWER_WITHIN)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new IOException("POST was answered " + response.statusCode());
        }
        OutcomeJson outcome = OutcomeJson.fromBytes(response.body());
        progress.acknowledged(order.batch(), outcome.committed() + outcome.duplicates());
    }

    private String lines(Sensor sensor, long first) {
        StringBuilder lines = new StringBuilder();
        for (long number = first; number < first + order.batch(); number++) {
            lines.append("{\"sensor_type\":\"").append(sensor.type());
            lines.append("\",\"id1\":\"").append(sensor.id1());
            lines.append("\",\"id2\":").append(sensor.id2());
            lines.append(",\"timestamp\":\"");
            lines.append(Timestamps.format(Rows.timestampMicros(order.run(), number)));
            lines.append("\",\"sensor_value\":").append(Rows.value(number)).append("}\n");
        }
        return lines.toString();
    }
}
