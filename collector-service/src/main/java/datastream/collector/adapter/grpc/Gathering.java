package datastream.collector.adapter.grpc;

import datastream.reading.Submission;
import datastream.v1.Reading;
import datastream.wire.ReadingProto;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Readings of one call that came one by one while those before them were being stored, and will be
 * handed in together: what a submission costs, they pay together. Not thread-safe: the call guards
 * it.
 */
final class Gathering {

    private final Limit limit;
    private Submission.Builder submission = new Submission.Builder();
    private long first;
    private long bytes;
    private int permits;

    /**
     * What all calls together may gather, beyond one reading each. Nothing else bounds it: only
     * what is handed in takes up room. Good readings only: what is kept of a bad one is far larger.
     * Thread-safe.
     */
    static final class Limit {

        private final int most;
        private final AtomicInteger taken = new AtomicInteger();

        /**
         * @param most readings, 300 bytes each
         */
        Limit(int most) {
            this.most = most;
        }

        private boolean take() {
            return taken.getAndUpdate(now -> Math.min(most, now + 1)) < most;
        }

        private void giveBack(int count) {
            taken.addAndGet(-count);
        }
    }

    /**
     * What was gathered.
     *
     * @param first position of its first reading in the call
     * @param bytes length of its messages
     */
    record Portion(Submission submission, long first, long bytes) {}

    Gathering(Limit limit) {
        this.limit = limit;
    }

    /** Whether one more reading may be asked for beyond the one that a call may always hold. */
    boolean mayGrow() {
        if (submission.hasBad() || !limit.take()) {
            return false;
        }
        permits++;
        return true;
    }

    boolean isEmpty() {
        return submission.size() == 0;
    }

    void add(Reading message) {
        ReadingProto.decode(message, submission);
        bytes += message.getSerializedSize();
    }

    /** Takes everything out. */
    Portion take() {
        Portion portion = new Portion(submission.build(), first, bytes);
        first += portion.submission().size();
        submission = new Submission.Builder();
        bytes = 0;
        release();
        return portion;
    }

    /** What is still gathered will not be handed in. */
    void release() {
        limit.giveBack(permits);
        permits = 0;
    }
}
