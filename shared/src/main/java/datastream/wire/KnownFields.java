package datastream.wire;

import org.jspecify.annotations.Nullable;

/**
 * Fields that a payload may leave out because its envelope says them: an MQTT topic names the
 * sensor. A field said twice must agree.
 *
 * @param sensorType sensor type, or null when the envelope does not say
 * @param id1 id1, or null
 * @param id2 id2, or null
 */
public record KnownFields(
        @Nullable String sensorType, @Nullable String id1, @Nullable Integer id2) {

    /** The envelope says nothing. */
    public static final KnownFields NONE = new KnownFields(null, null, null);
}
