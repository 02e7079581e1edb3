package datastream.collector.adapter;

import datastream.reading.Reading;
import datastream.reading.Timestamps;
import datastream.v1.ReadingBatch;
import datastream.v1.Sensor;
import java.util.List;

/** A reading as a sender has it, right or wrong. */
public record RawReading(String sensorType, String id1, int id2, long micros, double value) {

    public static RawReading of(Reading reading) {
        return new RawReading(
                reading.sensor().type(),
                reading.sensor().id1(),
                reading.sensor().id2(),
                reading.timestampMicros(),
                reading.value());
    }

    public RawReading withId1(String other) {
        return new RawReading(sensorType, other, id2, micros, value);
    }

    public RawReading withSensorType(String other) {
        return new RawReading(other, id1, id2, micros, value);
    }

    public RawReading withId2(int other) {
        return new RawReading(sensorType, id1, other, micros, value);
    }

    public RawReading withValue(double other) {
        return new RawReading(sensorType, id1, id2, micros, other);
    }

    public RawReading withMicros(long other) {
        return new RawReading(sensorType, id1, id2, other, value);
    }

    /** JSON, with an overflowing number where JSON has no infinity. */
    public String toJson() {
        String time = micros < 0 ? "1969-12-31T23:59:59Z" : Timestamps.format(micros);
        String number = Double.isInfinite(value) ? "1e999" : Double.toString(value);
        return """
        {"sensor_type":"%s","id1":"%s","id2":%d,"timestamp":"%s","sensor_value":%s}\
        """
                .formatted(sensorType, id1, id2, time, number);
    }

    /** Columns, one sensor entry for each reading. */
    public static ReadingBatch batch(List<RawReading> readings) {
        ReadingBatch.Builder batch = ReadingBatch.newBuilder();
        long previous = 0;
        for (RawReading raw : readings) {
            batch.addSensorIndex(batch.getSensorsCount());
            batch.addSensors(
                    Sensor.newBuilder()
                            .setSensorType(raw.sensorType)
                            .setId1(raw.id1)
                            .setId2(raw.id2));
            batch.addTimestampDeltaUs(raw.micros - previous);
            batch.addSensorValue(raw.value);
            previous = raw.micros;
        }
        return batch.build();
    }

    /** Columns of readings that all have the sensor of the first. */
    public static ReadingBatch sameSensor(List<RawReading> readings) {
        ReadingBatch.Builder batch = batch(readings).toBuilder();
        Sensor sensor = batch.getSensors(0);
        batch.clearSensors().addSensors(sensor);
        for (int i = 0; i < readings.size(); i++) {
            batch.setSensorIndex(i, 0);
        }
        return batch.build();
    }
}
