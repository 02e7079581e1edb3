package datastream.http;

import java.time.Duration;

/**
 * How much of the memory and of the patience of a server the bodies of its requests may take.
 *
 * @param bytesAtOnce most bytes of all bodies that are being read, or wait to be used, together
 * @param patience how long a request waits for its share of these before it is turned away
 * @param grace how long a sender may take however little it sends
 * @param bytesPerSecond what a sender must send on average beyond that
 */
record BodyLimits(long bytesAtOnce, Duration patience, Duration grace, int bytesPerSecond) {

    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int HEAP_PARTS = 16;
    private static final int RECORDS_PART = 4;

    /** 64 MiB, or a sixteenth of a smaller heap; a sender trickles for at most some 10 s. */
    static final BodyLimits USUAL =
            new BodyLimits(
                    Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PARTS),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    32 * 1024);

    /** For records alone, beside a room of these limits: a quarter of it. */
    BodyLimits ofRecords() {
        return new BodyLimits(
                Math.max(1, bytesAtOnce / RECORDS_PART), patience, grace, bytesPerSecond);
    }

    BodyLimits {
        if (bytesAtOnce < 1 || bytesAtOnce > Integer.MAX_VALUE || bytesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "limits of %d bytes and %d bytes/s".formatted(bytesAtOnce, bytesPerSecond));
        }
    }
}
