package datastream.wire;

import datastream.reading.InvalidField;
import datastream.reading.Sensor;
import datastream.v1.ReadingBatch;
import org.jspecify.annotations.Nullable;

/**
 * The sensors of one columnar batch. Each is validated once, when a reading first names it; an
 * invalid one costs only the readings that name it.
 */
final class SensorDictionary {

    private final ReadingBatch batch;
    private final @Nullable Sensor[] valid;

    SensorDictionary(ReadingBatch batch) {
        this.batch = batch;
        valid = new @Nullable Sensor[batch.getSensorsCount()];
    }

    /**
     * @throws InvalidField when the index is outside the dictionary, or its sensor breaks a rule
     */
    Sensor get(int index) {
        if (index < 0 || index >= valid.length) {
            throw new InvalidField(
                    "sensor_index",
                    "%s is outside the dictionary of %d sensors"
                            .formatted(Integer.toUnsignedString(index), valid.length));
        }
        Sensor sensor = valid[index];
        if (sensor == null) {
            datastream.v1.Sensor message = batch.getSensors(index);
            sensor = new Sensor(message.getSensorType(), message.getId1(), message.getId2());
            valid[index] = sensor;
        }
        return sensor;
    }
}
