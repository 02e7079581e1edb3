package datastream.chaos.sender;

import datastream.chaos.journal.Answer;
import datastream.chaos.journal.AnswerKind;
import datastream.generator.simulation.Batch;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.Window;
import datastream.reading.Sensor;
import datastream.wire.OutcomeJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Posts the readings of one sensor, one request at a time, by turns as lines and as an array. A
 * request without a final answer is repeated with the same readings.
 */
final class HttpSender implements ReadingSender {

    private static final int MOST_READINGS_PER_REQUEST = 1_000;
    private static final long RETRY_MILLIS = 100;

    private final Sensor sensor;
    private final Window window;
    private final HttpUplink uplink;
    private final Semaphore wakeUps = new Semaphore(0);

    HttpSender(Sensor sensor, Window window, HttpUplink uplink) {
        this.sensor = sensor;
        this.window = window;
        this.uplink = uplink;
    }

    void start() {
        Thread.ofVirtual().name("http-sender-" + sensor.id2()).start(this::work);
    }

    @Override
    public void readingsWait() {
        wakeUps.release();
    }

    @Override
    public void close() {
        // Ends with the uplink, at its next request.
    }

    private void work() {
        try {
            while (!uplink.isClosed()) {
                wakeUps.acquire();
                wakeUps.drainPermits();
                sendWhatWaits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendWhatWaits() throws InterruptedException {
        Batch batch = window.take(MOST_READINGS_PER_REQUEST);
        while (batch != null && !uplink.isClosed()) {
            if (send(batch) != AnswerKind.OK) {
                window.resend(batch);
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
            batch = window.take(MOST_READINGS_PER_REQUEST);
        }
    }

    private AnswerKind send(Batch batch) throws InterruptedException {
        uplink.awaitTurn();
        try {
            return sendNow(batch);
        } finally {
            uplink.endTurn();
        }
    }

    private AnswerKind sendNow(Batch batch) throws InterruptedException {
        boolean lines = batch.number() % 2 == 0;
        String type = lines ? "application/x-ndjson" : "application/json";
        byte[] body = lines ? ReadingText.lines(sensor, batch) : ReadingText.array(sensor, batch);
        // Only now does the request begin: nobody can answer one that still waits for its turn.
        long millis = System.currentTimeMillis();
        long nanos = System.nanoTime();
        AnswerKind kind;
        try {
            kind = answer(batch, uplink.post(type, body));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            kind = AnswerKind.UNREACHABLE;
        } catch (IOException e) {
            kind = AnswerKind.CUT;
        }
        uplink.journal().answered(new Answer(kind, batch.size(), millis, nanos, System.nanoTime()));
        return kind;
    }

    private AnswerKind answer(Batch batch, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            OutcomeJson outcome = OutcomeJson.fromBytes(response.body());
            window.settle(batch, batch.size() - outcome.committed() - outcome.duplicates());
            return AnswerKind.OK;
        }
        if (isRefusal(status, response.body())) {
            window.settle(batch, batch.size());
            return AnswerKind.OK;
        }
        return AnswerKind.RETRY;
    }

    /** A 400 without a list is no answer to these readings: their bytes did not all arrive. */
    private static boolean isRefusal(int status, byte[] body) {
        return (status == 400 || status == 409)
                && new String(body, StandardCharsets.UTF_8).contains("\"rejected\"");
    }
}
