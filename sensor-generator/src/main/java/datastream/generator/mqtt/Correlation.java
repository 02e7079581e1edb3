package datastream.generator.mqtt;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Which batch a message carries and an answer is for, as 16 bytes of correlation data.
 *
 * @param sender number of the sender within its process
 * @param batch number of the batch within its window
 */
record Correlation(long sender, long batch) {

    ByteBuffer toBytes() {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(sender).putLong(batch).flip();
    }

    /** Null when the bytes are none of ours. */
    static @Nullable Correlation fromBytes(ByteBuffer bytes) {
        if (bytes.remaining() != 2 * Long.BYTES) {
            return null;
        }
        return new Correlation(
                bytes.getLong(bytes.position()), bytes.getLong(bytes.position() + Long.BYTES));
    }
}
