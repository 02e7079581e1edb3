package datastream.benchmark.load;

import datastream.v1.ReadingBatch;
import datastream.wire.ReadingProto;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches in columns over a range of sensors, in the order of time. Used by one thread at a time.
 */
final class BatchSource {

    private final int run;
    private final int size;
    private final List<datastream.v1.Sensor> sensors = new ArrayList<>();
    private final int together;
    private int group;
    private long number;

    /**
     * @param first the first of its sensors
     * @param count how many there are
     */
    BatchSource(LoadOrder order, int first, int count) {
        run = order.run();
        size = order.batch();
        for (int i = 0; i < count; i++) {
            sensors.add(ReadingProto.encode(Rows.sensor(first + i)));
        }
        together = Math.min(count, size);
    }

    ReadingBatch next() {
        ReadingBatch.Builder batch = ReadingBatch.newBuilder();
        int first = group * together;
        batch.addAllSensors(sensors.subList(first, first + together));
        long previous = 0;
        for (int i = 0; i < size; i++) {
            long reading = number + i / together;
            long micros = Rows.timestampMicros(run, reading);
            batch.addSensorIndex(i % together);
            batch.addTimestampDeltaUs(micros - previous);
            batch.addSensorValue(Rows.value(reading));
            previous = micros;
        }
        goOn();
        return batch.build();
    }

    private void goOn() {
        group++;
        if (group == sensors.size() / together) {
            group = 0;
            number += 1 + (size - 1) / together;
        }
    }
}
