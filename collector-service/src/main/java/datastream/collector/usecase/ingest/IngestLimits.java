package datastream.collector.usecase.ingest;

/**
 * How much may be accepted and not yet settled, over all doors together.
 *
 * @param readings most readings
 * @param bytes most bytes of the payloads that they came in and of what is kept of bad ones; as
 *     many again may wait for room. A payload's readings in memory are up to three times as large,
 *     so this belongs well below the heap.
 */
public record IngestLimits(int readings, long bytes) {

    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int HEAP_PARTS = 16;

    /** 100,000 readings in 64 MiB, or a sixteenth of a smaller heap. */
    public static final IngestLimits USUAL =
            new IngestLimits(
                    100_000, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PARTS));

    public IngestLimits {
        if (readings < 1 || bytes < 1) {
            throw new IllegalArgumentException("limits of " + readings + " and " + bytes);
        }
    }
}
