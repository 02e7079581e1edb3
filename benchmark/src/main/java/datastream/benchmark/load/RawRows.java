package datastream.benchmark.load;

import datastream.reading.Timestamps;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The batches of one raw connection as text. They are written once, and from one use to the next
 * only their seconds change, so that making rows costs next to nothing. Sensors are split between
 * the connections; a batch holds the readings of as many sensors as fit, in the order of time. Used
 * by one thread.
 */
final class RawRows {

    /** {@code 2026-11-21T08:00:00}: what changes of a time. */
    private static final int TO_THE_SECOND = "2026-11-21T08:00:00".length();

    private static final int TO_THE_MICROSECOND = "2026-11-21T08:00:00.123456".length();
    private static final long SECOND = 1_000_000;

    /** Far above what the collector gives out, so that the two never meet. */
    private static final int FIRST_SENSOR_ID = 1_000_000_000;

    private final int run;
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

    RawRows(LoadOrder order, int connection) {
        run = order.run();
        int sensors = Math.max(1, order.sensors() / order.senders());
        int together = Math.min(sensors, order.batch());
        secondsPerRound = 1 + order.batch() / together * Rows.STEP_MICROS / SECOND;
        int first = FIRST_SENSOR_ID + connection * sensors;
        for (int i = 0; i + together <= sensors; i += together) {
            batches.add(batch(order.batch(), first + i, together));
        }
    }

    private Batch batch(int size, int firstSensor, int together) {
        StringBuilder rows = new StringBuilder();
        int[] timeAt = new int[size];
        int[] seconds = new int[size];
        for (int row = 0; row < size; row++) {
            long number = row / together;
            rows.append(firstSensor + row % together).append(',');
            timeAt[row] = rows.length();
            seconds[row] = (int) (number * Rows.STEP_MICROS / SECOND);
            rows.append(time(number), 0, TO_THE_MICROSECOND);
            rows.append(',').append(Rows.value(number)).append('\n');
        }
        return new Batch(rows.toString().getBytes(StandardCharsets.US_ASCII), timeAt, seconds);
    }

    private String time(long number) {
        return Timestamps.format(Rows.timestampMicros(run, number));
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
                time =
                        time((second + timeOf) * SECOND / Rows.STEP_MICROS)
                                .getBytes(StandardCharsets.US_ASCII);
            }
            System.arraycopy(time, 0, batch.text, batch.timeAt[row], TO_THE_SECOND);
        }
    }
}
