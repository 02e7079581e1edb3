package datastream.collector.infrastructure.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of counts in table batch_journal. A version byte, then runs until the end: a tag, what
 * all of the run share (the hour of sensors, or a type's name), how many there are, and of each its
 * sensor or second, as the distance to the one before, and its count. All numbers are of variable
 * length, so that a batch of one sensor takes some twenty bytes.
 */
final class JournalEntry {

    /** What an entry holds at most, so that it mostly lies in its row, and never is large. */
    static final int MOST_COUNTS = 2_000;

    private static final byte VERSION = 1;
    private static final byte SENSORS_OF_HOUR = 1;
    private static final byte SECONDS_OF_TYPE = 2;

    private JournalEntry() {}

    /** As many entries as it takes; none for no counts. */
    static List<byte[]> write(ReadingCounts counts) {
        Writer writer = new Writer();
        counts.tell(writer);
        return writer.end();
    }

    /**
     * @throws IllegalArgumentException when the bytes are no entry
     */
    static void read(byte[] entry, CountVisitor visitor) {
        PackedReader in = new PackedReader(entry);
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("A journal of a later version: " + version);
        }
        while (in.hasMore()) {
            byte tag = in.readByte();
            switch (tag) {
                case SENSORS_OF_HOUR -> readSensors(in, visitor);
                case SECONDS_OF_TYPE -> readSeconds(in, visitor);
                default -> throw new IllegalArgumentException("No entry of the journal: " + tag);
            }
        }
    }

    private static void readSensors(PackedReader in, CountVisitor visitor) {
        long hour = in.readUnsigned();
        long sensor = 0;
        for (long left = in.readUnsigned(); left > 0; left--) {
            sensor += in.readUnsigned();
            visitor.ofSensor(Math.toIntExact(sensor), hour, in.readSigned());
        }
    }

    private static void readSeconds(PackedReader in, CountVisitor visitor) {
        String type = new String(in.readBytes(), StandardCharsets.US_ASCII);
        long second = 0;
        for (long left = in.readUnsigned(); left > 0; left--) {
            second += in.readUnsigned();
            visitor.ofType(type, second, in.readSigned());
        }
    }

    /** Is told counts in their order. */
    private static final class Writer implements CountVisitor {

        private final List<byte[]> entries = new ArrayList<>();
        private final PackedWriter entry = new PackedWriter();
        private final PackedWriter run = new PackedWriter();
        private int counts;
        private int runCounts;
        private Object runOf = "";
        private long last;

        @Override
        public void ofSensor(int sensorId, long hour, long count) {
            if (begins(hour)) {
                entry.writeByte(SENSORS_OF_HOUR);
                entry.writeUnsigned(hour);
            }
            put(sensorId, count);
        }

        @Override
        public void ofType(String sensorType, long second, long count) {
            if (begins(sensorType)) {
                entry.writeByte(SECONDS_OF_TYPE);
                entry.writeBytes(sensorType.getBytes(StandardCharsets.US_ASCII));
            }
            put(second, count);
        }

        private boolean begins(Object of) {
            if (of.equals(runOf) && counts < MOST_COUNTS) {
                return false;
            }
            endRun();
            if (counts == MOST_COUNTS) {
                endEntry();
            }
            if (counts == 0) {
                entry.writeByte(VERSION);
            }
            runOf = of;
            return true;
        }

        private void put(long key, long count) {
            run.writeUnsigned(key - last);
            run.writeSigned(count);
            last = key;
            runCounts++;
            counts++;
        }

        private void endRun() {
            if (runCounts > 0) {
                entry.writeUnsigned(runCounts);
                entry.writeAll(run);
            }
            run.clear();
            runCounts = 0;
            last = 0;
        }

        private void endEntry() {
            entries.add(entry.toBytes());
            entry.clear();
            counts = 0;
        }

        List<byte[]> end() {
            endRun();
            if (counts > 0) {
                endEntry();
            }
            return entries;
        }
    }
}
