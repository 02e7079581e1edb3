package datastream.reading;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one sender handed in at once, decoded: the valid readings in order, and a rejection for each
 * other. One bad reading costs one reading. Immutable once built.
 */
public final class Submission {

    /** The most readings that one submission may hold, on every door. */
    public static final int MOST_READINGS = 10_000;

    private final List<Reading> readings;
    private final List<Rejection> rejections;

    private Submission(Builder builder) {
        readings = Collections.unmodifiableList(builder.readings);
        rejections = Collections.unmodifiableList(builder.rejections);
    }

    /** The valid readings, in the sender's order. */
    public List<Reading> readings() {
        return readings;
    }

    /** One for each reading that broke a rule, in the sender's order. */
    public List<Rejection> rejections() {
        return rejections;
    }

    /** Number of readings handed in, valid or not. */
    public int size() {
        return readings.size() + rejections.size();
    }

    /** Where the valid reading at {@code readingIndex} stood in what the sender sent. */
    public long positionOf(int readingIndex) {
        long position = readingIndex;
        for (Rejection rejection : rejections) {
            if (rejection.index() > position) {
                break;
            }
            position++;
        }
        return position;
    }

    /** Collects readings in the sender's order. Not thread-safe; used once. */
    public static final class Builder {

        private final ArrayList<Reading> readings;
        private final ArrayList<Rejection> rejections = new ArrayList<>(0);

        public Builder() {
            this(1);
        }

        /**
         * @param expected number of readings to make room for
         */
        public Builder(int expected) {
            readings = new ArrayList<>(expected);
        }

        public void accept(Reading reading) {
            readings.add(reading);
        }

        public void reject(InvalidField cause) {
            rejections.add(
                    new Rejection(size(), Rejection.Code.INVALID, cause.field(), cause.rule()));
        }

        /** Number of readings so far, valid or not. */
        public int size() {
            return readings.size() + rejections.size();
        }

        public Submission build() {
            return new Submission(this);
        }
    }
}
