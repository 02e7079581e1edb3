package datastream.collector.domain;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The database's name of a stored reading. Outside it is an opaque text of 16 characters.
 *
 * @param sensorId key of the sensor
 * @param timestampMicros microseconds since 1970
 */
public record ReadingId(int sensorId, long timestampMicros) {

    /** The form that the API shows: URL-safe base64 of both numbers. */
    public String toText() {
        byte[] bytes =
                ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                        .putInt(sensorId)
                        .putLong(timestampMicros)
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
