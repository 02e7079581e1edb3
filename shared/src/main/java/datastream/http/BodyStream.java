package datastream.http;

import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of a body as they come off the wire: no more than a limit, and no slower than one.
 * Jetty has a minimum rate of its own, but that is deprecated and trips over short pauses of the
 * server. Used by one thread.
 */
final class BodyStream extends InputStream {

    private final InputStream sender;
    private final BodyLimits limits;
    private final long most;
    private final long start = System.nanoTime();
    private long taken;

    /**
     * @param most bytes that are taken; beyond them the body ends here
     */
    BodyStream(InputStream sender, BodyLimits limits, long most) {
        this.sender = sender;
        this.limits = limits;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * @throws ProblemException 408 when the sender is too slow
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        requirePace();
        int wanted = (int) Math.min(length, most - taken);
        int count = wanted == 0 && length > 0 ? -1 : sender.read(target, offset, wanted);
        taken += Math.max(0, count);
        return count;
    }

    /** Bytes so far. */
    long taken() {
        return taken;
    }

    private void requirePace() {
        long earned = TimeUnit.SECONDS.toNanos(taken) / limits.bytesPerSecond();
        if (System.nanoTime() - start > limits.grace().toNanos() + earned) {
            throw tooSlow();
        }
    }

    static ProblemException tooSlow() {
        return new ProblemException(
                Problem.of(HttpStatus.REQUEST_TIMEOUT, "The body comes too slowly"),
                Map.of("Connection", "close"));
    }
}
