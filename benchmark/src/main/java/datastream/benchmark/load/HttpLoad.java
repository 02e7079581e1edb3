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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that each post one body of NDJSON after the other, a sensor each. */
final class HttpLoad implements Load {

    private static final int OK = 200;
    private static final long PAUSE_MILLIS = 100;

    private final LoadOrder order;
    private final URI readings;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Atomic: every client adds to it. */
    private final AtomicLong acknowledged = new AtomicLong();

    private volatile boolean closed;

    HttpLoad(LoadOrder order, Targets targets) {
        this.order = order;
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
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        closed = true;
        http.shutdownNow();
    }

    private void post(Sensor sensor) {
        try {
            for (long number = 0; !closed; number += order.batch()) {
                String body = lines(sensor, number);
                while (!closed && !isStored(body)) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStored(String body) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(readings)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == OK) {
                acknowledged.addAndGet(OutcomeJson.fromBytes(response.body()).committed());
            }
            return response.statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
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
