package datastream.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives up on a reader who takes less than 16 KiB/s on average while we wait for it, after half a
 * minute of grace: it holds resources that others wait for. The time between two writes is ours and
 * does not count. Not thread-safe.
 */
final class PacedOutput extends OutputStream {

    private static final int BYTES_PER_SECOND = 16 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** So much is written between two looks at the clock. */
    private static final int PORTION = 16 * 1024;

    private final OutputStream out;
    private final LongSupplier nanoTime;
    private long waitedNanos;
    private long written;

    PacedOutput(OutputStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PORTION) {
            int count = Math.min(PORTION, length - done);
            long began = nanoTime.getAsLong();
            out.write(bytes, offset + done, count);
            written += count;
            count(began);
        }
    }

    @Override
    public void flush() throws IOException {
        long began = nanoTime.getAsLong();
        out.flush();
        count(began);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void count(long began) throws IOException {
        waitedNanos += nanoTime.getAsLong() - began;
        Duration allowed = GRACE.plusSeconds(written / BYTES_PER_SECOND);
        if (waitedNanos > allowed.toNanos()) {
            throw new IOException(
                    "The reader took %d bytes in %d s"
                            .formatted(written, Duration.ofNanos(waitedNanos).toSeconds()));
        }
    }
}
