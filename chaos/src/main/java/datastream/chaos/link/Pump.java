package datastream.chaos.link;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;

/**
 * Carries bytes one way: one thread reads them, one writes them when pauses and delay allow.
 * Reports the end of its stream by shutting down the other side's, as a cable would.
 */
final class Pump {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final Socket from;
    private final Socket to;
    private final Faults ofLink;
    private final Faults ofProxy;
    private final Runnable broken;
    private final Runnable ended;
    private final DelayLine line = new DelayLine();

    private final Object lock = new Object();
    private long bytesLeft = NO_LIMIT;
    private boolean discarding;

    /**
     * @param broken called when the truncation point is reached or a side has failed
     * @param ended called when the stream has ended in order
     */
    Pump(Socket from, Socket to, Faults ofLink, Faults ofProxy, Runnable broken, Runnable ended) {
        this.from = from;
        this.to = to;
        this.ofLink = ofLink;
        this.ofProxy = ofProxy;
        this.broken = broken;
        this.ended = ended;
    }

    void start(String name) {
        Thread.ofVirtual().name(name + "-read").start(this::read);
        Thread.ofVirtual().name(name + "-write").start(this::write);
    }

    /** Lets so many more bytes through, then breaks. */
    void truncateAfter(int bytes) {
        synchronized (lock) {
            bytesLeft = bytes;
        }
    }

    /** Ends the stream for its receiver; what still comes is read and thrown away. */
    void halfClose() {
        synchronized (lock) {
            discarding = true;
        }
        shutDownOutput();
    }

    void stop() {
        line.drop();
    }

    private void read() {
        try {
            byte[] buffer = new byte[CHUNK_BYTES];
            awaitPassage();
            int count = from.getInputStream().read(buffer);
            while (count >= 0 && line.put(Arrays.copyOf(buffer, count), delayNanos())) {
                awaitPassage();
                count = from.getInputStream().read(buffer);
            }
            line.finish();
        } catch (IOException e) {
            broken.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            byte[] chunk = line.take();
            while (chunk != null) {
                awaitPassage();
                if (!pass(chunk)) {
                    broken.run();
                    return;
                }
                chunk = line.take();
            }
            endInOrder();
        } catch (IOException e) {
            broken.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A link that was broken off ends in its own way. */
    private void endInOrder() throws InterruptedException {
        awaitPassage();
        if (!line.isDropped()) {
            shutDownOutput();
            ended.run();
        }
    }

    /** False when this was the last chunk, cut at the truncation point. */
    private boolean pass(byte[] chunk) throws IOException {
        int count;
        synchronized (lock) {
            if (discarding) {
                return true;
            }
            count = (int) Math.min(chunk.length, bytesLeft);
            bytesLeft -= bytesLeft == NO_LIMIT ? 0 : count;
        }
        to.getOutputStream().write(chunk, 0, count);
        return count == chunk.length;
    }

    private void awaitPassage() throws InterruptedException {
        ofProxy.awaitPassage();
        ofLink.awaitPassage();
    }

    private long delayNanos() {
        return Math.max(ofProxy.delayNanos(), ofLink.delayNanos());
    }

    private void shutDownOutput() {
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            // It is down already.
        }
    }
}
