package datastream.collector.usecase.ingest;

/**
 * Limits of the {@link BatchingWriter}.
 *
 * @param lanes writers that commit side by side; two overlap encoding and committing
 * @param batchRows most readings in one transaction, but for a single larger submission
 */
public record BatchConfig(int lanes, int batchRows) {

    public static final BatchConfig USUAL = new BatchConfig(2, 5_000);
}
