package datastream.collector.domain;

import datastream.reading.InvalidField;
import datastream.reading.Timestamps;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The database's name of a stored reading. Outside it is an opaque text of 16 characters.
 *
 * @param sensorId key of the sensor
 * @param timestampMicros microseconds since 1970
 */
public record ReadingId(int sensorId, long timestampMicros) {

    private static final int LENGTH = 16;

    /** The form that the API shows: URL-safe base64 of both numbers. */
    public String toText() {
        byte[] bytes =
                ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                        .putInt(sensorId)
                        .putLong(timestampMicros)
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @throws InvalidField for field {@code id} when the text cannot be of a reading
     */
    public static ReadingId fromText(String text) {
        try {
            if (text.length() == LENGTH) {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
                ReadingId id = new ReadingId(bytes.getInt(), bytes.getLong());
                if (id.sensorId > 0) {
                    Timestamps.check(id.timestampMicros);
                    return id;
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException | InvalidField e) {
            // Said below.
        }
        throw InvalidField.of("id", "must be the id of a reading as it was answered", text);
    }
}
