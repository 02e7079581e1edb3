package datastream.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Gives up on a reader who takes less than 16 KiB/s while we wait for it, beyond half a minute of
 * grace: it holds resources that others wait for. The time between two writes is ours and does not
 * count. Not thread-safe.
 */
final class PacedOutput extends OutputStream {

    private static final int BYTES_PER_SECOND = 16 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** So much is written between two looks at the clock. */
    private static final int PORTION = 16 * 1024;

    private final OutputStream out;
    private final LongSupplier nanoTime;

    /** How far the reader is behind the pace: who was quick has no credit for it later. */
    private long behindNanos;

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
            keepPace(began, count);
        }
    }

    @Override
    public void flush() throws IOException {
        long began = nanoTime.getAsLong();
        out.flush();
        keepPace(began, 0);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void keepPace(long began, int written) throws IOException {
        long waited = nanoTime.getAsLong() - began;
        long allowed = TimeUnit.SECONDS.toNanos(written) / BYTES_PER_SECOND;
        behindNanos = Math.max(0, behindNanos + waited - allowed);
        if (behindNanos > GRACE.toNanos()) {
            throw new IOException(
                    "The reader took less than %d bytes a second".formatted(BYTES_PER_SECOND));
        }
    }
}
