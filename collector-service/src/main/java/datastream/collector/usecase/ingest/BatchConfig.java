package datastream.collector.usecase.ingest;

/**
 * Limits of the {@link BatchingWriter}.
 *
 * @param lanes writers that commit side by side; two overlap encoding and committing
 * @param batchRows most readings in one transaction, but for a single larger submission
 * @param togetherRows up to so many readings at hand, one lane does all the work
 */
public record BatchConfig(int lanes, int batchRows, int togetherRows) {

    public static final BatchConfig USUAL = new BatchConfig(2, 5_000, 100);
}
