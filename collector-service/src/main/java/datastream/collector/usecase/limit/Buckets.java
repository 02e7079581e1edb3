package datastream.collector.usecase.limit;

import datastream.collector.domain.StoreUnavailable;

/**
 * Buckets of tokens for all collectors on one database, by its clock. One that nobody has taken
 * from is full. Every method throws {@link StoreUnavailable} when the database cannot answer now.
 * Thread-safe.
 */
public interface Buckets {

    /**
     * Tokens taken from a bucket. They are good one after the other, each as long as the bucket
     * takes to make one: a token that is kept for longer than that would have run over.
     *
     * @param aheadMicros when the time of the first begins, from the moment of the question on; may
     *     lie a little before it
     * @param tokens how many; 0 when the bucket is empty
     */
    record Lease(long aheadMicros, int tokens) {}

    /**
     * Takes as many tokens as there are: whoever asks, never more than the limit allows in all.
     *
     * @param id 32 characters that tell nobody whose bucket it is
     * @param most at least 1
     */
    Lease take(String id, RequestLimit limit, int most);

    /**
     * Deletes, in one small transaction, buckets that are full again.
     *
     * @param most at least 1
     * @return how many
     */
    int forget(int most);
}
