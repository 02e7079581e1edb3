package datastream.collector.adapter.http;

import datastream.reading.Sensor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What is written of a sensor in each of its lines, made once. Not thread-safe. */
final class SensorTexts {

    private static final int MOST = 10_000;

    private final Function<Sensor, String> text;
    private final Map<Sensor, byte[]> known = new HashMap<>();

    SensorTexts(Function<Sensor, String> text) {
        this.text = text;
    }

    byte[] of(Sensor sensor) {
        byte[] bytes = known.get(sensor);
        if (bytes == null) {
            if (known.size() == MOST) {
                known.clear();
            }
            bytes = text.apply(sensor).getBytes(StandardCharsets.US_ASCII);
            known.put(sensor, bytes);
        }
        return bytes;
    }
}
