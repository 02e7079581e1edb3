package datastream.reading;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What one sender handed in at once, decoded: the valid readings in order, and a rejection for each
 * other. One bad reading costs one reading. Immutable once built.
 */
public final class Submission {

    /** The most readings that one submission may hold, on every door. */
    public static final int MOST_READINGS = 10_000;

    private final List<Reading> readings;
    private final List<BadReading> bad;

    /** Of those readings that are written in a way of their own, by index. */
    private final Map<Integer, String> contents;

    private Submission(Builder builder) {
        readings = Collections.unmodifiableList(builder.readings);
        bad = Collections.unmodifiableList(builder.bad);
        contents = Collections.unmodifiableMap(builder.contents);
    }

    /** The valid readings, in the sender's order. */
    public List<Reading> readings() {
        return readings;
    }

    /** One for each reading that broke a rule, in the sender's order. */
    public List<Rejection> rejections() {
        return bad.stream().map(BadReading::rejection).toList();
    }

    /** The readings that broke a rule, in the sender's order. */
    public List<BadReading> bad() {
        return bad;
    }

    /** Number of readings handed in, valid or not. */
    public int size() {
        return readings.size() + bad.size();
    }

    /**
     * The same with those readings bad that belong to no sensor of a scope, each where it stood.
     */
    public Submission within(SensorScope scope) {
        if (scope.isUnlimited() || readings.stream().allMatch(r -> scope.covers(r.sensor()))) {
            return this;
        }
        Builder builder = new Builder(readings.size());
        Iterator<BadReading> others = bad.iterator();
        BadReading next = others.hasNext() ? others.next() : null;
        for (int i = 0; i < readings.size(); i++) {
            while (next != null && next.rejection().index() == builder.size()) {
                builder.bad.add(next);
                next = others.hasNext() ? others.next() : null;
            }
            builder.addWithin(scope, this, i);
        }
        if (next != null) {
            builder.bad.add(next);
            others.forEachRemaining(builder.bad::add);
        }
        return builder.build();
    }

    /** The valid reading at {@code readingIndex} as it is written: in its own way, else as JSON. */
    public String contentOf(int readingIndex) {
        String content = contents.get(readingIndex);
        return content == null ? readings.get(readingIndex).toJson() : content;
    }

    /** Where the valid reading at {@code readingIndex} stood in what the sender sent. */
    public long positionOf(int readingIndex) {
        long position = readingIndex;
        for (BadReading reading : bad) {
            if (reading.rejection().index() > position) {
                break;
            }
            position++;
        }
        return position;
    }

    /** Collects readings in the sender's order. Not thread-safe; used once. */
    public static final class Builder {

        private final ArrayList<Reading> readings;
        private final ArrayList<BadReading> bad = new ArrayList<>(0);
        private final Map<Integer, String> contents = new HashMap<>(0);

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

        /**
         * @param content how it is written where it is kept already
         */
        public void accept(Reading reading, String content) {
            contents.put(readings.size(), content);
            readings.add(reading);
        }

        /**
         * @param content the reading as it was sent
         */
        public void reject(InvalidField cause, String content) {
            reject(cause, content, true);
        }

        /**
         * @param content the reading as it was sent
         * @param whole whether that is all of it
         */
        public void reject(InvalidField cause, String content, boolean whole) {
            Rejection rejection =
                    new Rejection(size(), Rejection.Code.INVALID, cause.field(), cause.rule());
            bad.add(BadReading.of(rejection, content, whole));
        }

        private void addWithin(SensorScope scope, Submission other, int readingIndex) {
            Reading reading = other.readings.get(readingIndex);
            InvalidField fault = scope.fault(reading.sensor());
            String content = other.contents.get(readingIndex);
            if (fault != null) {
                reject(fault, notPermitted(other.contentOf(readingIndex)));
            } else if (content == null) {
                accept(reading);
            } else {
                accept(reading, content);
            }
        }

        /**
         * Kept as it is, it would be a good reading for whoever tries it again later, and is not
         * limited: with a field that no reading has, it takes somebody to correct it.
         */
        private static String notPermitted(String json) {
            int end = json.lastIndexOf('}');
            return end < 0 ? json : json.substring(0, end) + ",\"not_permitted\":true}";
        }

        /** Whether a reading so far broke a rule. */
        public boolean hasBad() {
            return !bad.isEmpty();
        }

        /** Number of readings so far, valid or not. */
        public int size() {
            return readings.size() + bad.size();
        }

        public Submission build() {
            return new Submission(this);
        }
    }
}
