package datastream.chaos.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * What one sender tried and was told: a file that is only ever appended to. A method returns when
 * the operating system has its record, so that a killed process loses none; the machine itself must
 * not fail. Thread-safe.
 *
 * <p>A record is: length of the content (int), content, CRC-32C of the content (int). The content
 * is: kind (byte), then what the kind needs, big-endian.
 */
public final class Journal implements AutoCloseable {

    /** Length before and checksum behind the content. */
    static final int FRAME_BYTES = 2 * Integer.BYTES;

    private static final int READING_BYTES = 2 * Long.BYTES;

    private final Object lock = new Object();

    /** Not a channel: interrupting its writer would close it. */
    private final OutputStream file;

    private Journal(OutputStream file) {
        this.file = file;
    }

    /**
     * Begins a journal.
     *
     * @throws UncheckedIOException when the file exists, since a journal has one writer in its life
     */
    public static Journal create(Path path, SensorRange sensors) {
        try {
            Files.createFile(path);
            Journal journal = new Journal(new FileOutputStream(path.toFile(), true));
            journal.writeSensors(sensors);
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("No journal can be begun at " + path, e);
        }
    }

    /**
     * Writes down readings that may leave the process once this has returned, and not before.
     *
     * @param sensor which of the sender's sensors
     * @param bad whether they are made to be refused
     */
    public void attempted(int sensor, boolean bad, Columns readings) {
        int size = readings.size();
        ByteBuffer bytes = record(2 * Integer.BYTES + size * READING_BYTES);
        bytes.put((bad ? RecordKind.BAD_ATTEMPT : RecordKind.ATTEMPT).code());
        bytes.putInt(sensor).putInt(size);
        for (int i = 0; i < size; i++) {
            bytes.putLong(readings.timestampMicros(i)).putLong(readings.valueBits(i));
        }
        write(bytes);
    }

    /** Writes down that readings were answered as stored; the answer has arrived before. */
    public void acknowledged(int sensor, boolean bad, long[] timestampsMicros) {
        ByteBuffer bytes = record(2 * Integer.BYTES + 1 + timestampsMicros.length * Long.BYTES);
        bytes.put(RecordKind.ACKNOWLEDGED.code());
        bytes.putInt(sensor).put(flag(bad)).putInt(timestampsMicros.length);
        for (long timestamp : timestampsMicros) {
            bytes.putLong(timestamp);
        }
        write(bytes);
    }

    /** Writes down that a reading was answered as refused. */
    public void rejected(int sensor, boolean bad, long timestampMicros, String code) {
        byte[] text = code.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = record(2 * Integer.BYTES + 1 + Long.BYTES + text.length);
        bytes.put(RecordKind.REJECTED.code());
        bytes.putInt(sensor).put(flag(bad)).putLong(timestampMicros);
        bytes.putInt(text.length).put(text);
        write(bytes);
    }

    /** Writes down how a request ended. */
    public void answered(Answer answer) {
        ByteBuffer bytes = record(1 + Integer.BYTES + 3 * Long.BYTES);
        bytes.put(RecordKind.ANSWER.code());
        bytes.put(answer.kind().code()).putInt(answer.readings());
        bytes.putLong(answer.startedMillis());
        bytes.putLong(answer.startedNanos()).putLong(answer.endedNanos());
        write(bytes);
    }

    @Override
    public void close() {
        synchronized (lock) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("A journal cannot be closed", e);
            }
        }
    }

    private void writeSensors(SensorRange sensors) {
        byte[] type = sensors.type().getBytes(StandardCharsets.UTF_8);
        byte[] id1 = sensors.id1().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = record(3 * Integer.BYTES + type.length + id1.length);
        bytes.put(RecordKind.SENSORS.code());
        bytes.putInt(type.length).put(type).putInt(id1.length).put(id1).putInt(sensors.count());
        write(bytes);
    }

    /** Room for a kind and {@code more} bytes, with its length in front. */
    private static ByteBuffer record(int more) {
        return ByteBuffer.allocate(FRAME_BYTES + 1 + more).putInt(1 + more);
    }

    private static byte flag(boolean set) {
        return (byte) (set ? 1 : 0);
    }

    private void write(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(Integer.BYTES, bytes.position() - Integer.BYTES));
        bytes.putInt((int) checksum.getValue());
        byte[] whole = new byte[bytes.flip().remaining()];
        bytes.get(whole);
        synchronized (lock) {
            try {
                file.write(whole);
            } catch (IOException e) {
                throw new UncheckedIOException("A journal cannot be written", e);
            }
        }
    }
}
