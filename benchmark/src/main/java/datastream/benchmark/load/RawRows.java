package datastream.benchmark.load;

import datastream.reading.Timestamps;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The batches of one raw connection as text. They are written once, and from one use to the next
 * only their seconds change, so that making rows costs next to nothing. A batch holds the readings
 * of one sensor, or of as many sensors as fit, in the order of time. Used by one thread.
 */
final class RawRows {

    /** {@code 2026-11-21T08:00:00}: what changes of a time. */
    private static final int TO_THE_SECOND = "2026-11-21T08:00:00".length();

    private static final int TO_THE_MICROSECOND = "2026-11-21T08:00:00.123456".length();
    private static final long SECOND = 1_000_000;

    private final int run;
    private final long stepMicros;
    private final long secondsPerRound;
    private final List<Batch> batches = new ArrayList<>();
    private int next;
    private long second;

    /** One batch: its text, and of each row where the time stands and how late it is. */
    private static final class Batch {
        private final byte[] text;
        private final int[] timeAt;
        private final int[] seconds;

        Batch(byte[] text, int[] timeAt, int[] seconds) {
            this.text = text;
            this.timeAt = timeAt;
            this.seconds = seconds;
        }
    }

    /**
     * @param sensorIds of the sensors of this connection
     */
    RawRows(LoadOrder order, int[] sensorIds) {
        run = order.run();
        boolean spread = order.kind() == LoadKind.RAW_SPREAD;
        stepMicros = spread ? Rows.SPREAD_SECONDS * SECOND : Rows.STEP_MICROS;
        int together = order.kind() == LoadKind.RAW ? 1 : Math.min(sensorIds.length, order.batch());
        secondsPerRound = (spread ? 0 : 1) + order.batch() / together * stepMicros / SECOND;
        for (int i = 0; i + together <= sensorIds.length; i += together) {
            batches.add(batch(order.batch(), sensorIds, i, together));
        }
    }

    private Batch batch(int size, int[] sensorIds, int first, int together) {
        StringBuilder rows = new StringBuilder();
        int[] timeAt = new int[size];
        int[] seconds = new int[size];
        for (int row = 0; row < size; row++) {
            long number = row / together;
            rows.append(sensorIds[first + row % together]).append(',');
            timeAt[row] = rows.length();
            seconds[row] = (int) (number * stepMicros / SECOND);
            rows.append(time(number * stepMicros), 0, TO_THE_MICROSECOND);
            rows.append(',').append(Rows.value(number)).append('\n');
        }
        return new Batch(rows.toString().getBytes(StandardCharsets.US_ASCII), timeAt, seconds);
    }

    private String time(long micros) {
        return Timestamps.format(Rows.timestampMicros(run, 0) + micros);
    }

    /** The next batch; to be read before the one after is asked for. */
    InputStream next() {
        Batch batch = batches.get(next++);
        setSeconds(batch);
        if (next == batches.size()) {
            next = 0;
            second += secondsPerRound;
        }
        return new ByteArrayInputStream(batch.text);
    }

    private void setSeconds(Batch batch) {
        byte[] time = {};
        int timeOf = -1;
        for (int row = 0; row < batch.timeAt.length; row++) {
            if (batch.seconds[row] != timeOf) {
                timeOf = batch.seconds[row];
                time = time((second + timeOf) * SECOND).getBytes(StandardCharsets.US_ASCII);
            }
            System.arraycopy(time, 0, batch.text, batch.timeAt[row], TO_THE_SECOND);
        }
    }
}
