package datastream.collector.usecase.ingest;

/**
 * Limits of the {@link BatchingWriter}.
 *
 * @param lanes writers that commit side by side; two overlap encoding and committing
 * @param batchRows most readings in one transaction, but for a single larger submission
 * @param capacity most readings accepted and not yet committed. A reading has a bounded size (two
 *     short words and three numbers, below 300 bytes), so this bounds the bytes as well.
 */
public record BatchConfig(int lanes, int batchRows, int capacity) {

    public static final BatchConfig USUAL = new BatchConfig(2, 5_000, 100_000);
}
