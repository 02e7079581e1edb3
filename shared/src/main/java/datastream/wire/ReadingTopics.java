package datastream.wire;

import datastream.reading.Sensor;
import org.jspecify.annotations.Nullable;

/** Where readings are published over MQTT, and what such a topic says. */
public final class ReadingTopics {

    /** What the collectors subscribe to: every message goes to one of them. */
    public static final String SHARED = "$share/collectors/sensors/#";

    /** One sensor's readings, as JSON. */
    public static final String ONE_SENSOR = "sensors/{sensor_type}/{id1}/{id2}";

    /** Any sensors' readings, as protobuf. */
    public static final String BATCH = "sensors/batch";

    private static final String ROOT = "sensors";
    private static final int LEVELS = ONE_SENSOR.split("/", -1).length;

    private ReadingTopics() {}

    /** The levels of a topic of one sensor, as they stand there: they may be those of none. */
    public record Levels(String sensorType, String id1, String id2) {}

    /** The topic of one sensor. */
    public static String of(Sensor sensor) {
        return String.join("/", ROOT, sensor.type(), sensor.id1(), Integer.toString(sensor.id2()));
    }

    /** Null when it is not of the form {@link #ONE_SENSOR}. */
    public static @Nullable Levels parse(String topic) {
        String[] levels = topic.split("/", -1);
        return levels.length == LEVELS && levels[0].equals(ROOT)
                ? new Levels(levels[1], levels[2], levels[3])
                : null;
    }
}
