package datastream.wire;

import datastream.reading.InvalidField;
import datastream.reading.Reading;
import datastream.reading.Rejection;
import datastream.reading.Sensor;
import datastream.reading.Submission;
import datastream.v1.ReadingBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readings as protobuf messages of {@code datastream.v1}, single and in columns. Thread-safe. */
public final class ReadingProto {

    private ReadingProto() {}

    /**
     * Decodes one message.
     *
     * @throws InvalidField naming the first field that breaks a rule
     */
    public static Reading decode(datastream.v1.Reading message) {
        return new Reading(
                new Sensor(message.getSensorType(), message.getId1(), message.getId2()),
                message.getTimestampUs(),
                message.getSensorValue());
    }

    /**
     * Decodes columns.
     *
     * @throws MalformedPayload when the columns differ in length or hold more than {@link
     *     Submission#MOST_READINGS} readings
     */
    public static Submission decode(ReadingBatch batch) {
        checkShape(batch);
        var sensors = new SensorDictionary(batch);
        var submission = new Submission.Builder(batch.getSensorIndexCount());
        var timestamp = new TimestampSum();
        for (int i = 0; i < batch.getSensorIndexCount(); i++) {
            timestamp.add(batch.getTimestampDeltaUs(i));
            try {
                Sensor sensor = sensors.get(batch.getSensorIndex(i));
                submission.accept(new Reading(sensor, timestamp.micros(), batch.getSensorValue(i)));
            } catch (InvalidField e) {
                String content = SentContent.of(batch, i, timestamp.microsOrNull());
                submission.reject(e, content, SentContent.namesAreWhole(batch, i));
            }
        }
        return submission.build();
    }

    /** Decodes one message into a submission: as one more reading of it, good or bad. */
    public static void decode(datastream.v1.Reading message, Submission.Builder submission) {
        try {
            submission.accept(decode(message));
        } catch (InvalidField e) {
            submission.reject(e, SentContent.of(message));
        }
    }

    /** Encodes one reading. */
    public static datastream.v1.Reading encode(Reading reading) {
        return datastream.v1.Reading.newBuilder()
                .setSensorType(reading.sensor().type())
                .setId1(reading.sensor().id1())
                .setId2(reading.sensor().id2())
                .setTimestampUs(reading.timestampMicros())
                .setSensorValue(reading.value())
                .build();
    }

    /** Encodes readings in columns; order is kept. */
    public static ReadingBatch encode(List<Reading> readings) {
        ReadingBatch.Builder batch = ReadingBatch.newBuilder();
        Map<Sensor, Integer> indexes = new HashMap<>();
        long previous = 0;
        for (Reading reading : readings) {
            Integer index = indexes.get(reading.sensor());
            if (index == null) {
                index = indexes.size();
                indexes.put(reading.sensor(), index);
                batch.addSensors(encode(reading.sensor()));
            }
            batch.addSensorIndex(index);
            batch.addTimestampDeltaUs(reading.timestampMicros() - previous);
            batch.addSensorValue(reading.value());
            previous = reading.timestampMicros();
        }
        return batch.build();
    }

    public static datastream.v1.Rejection encode(Rejection rejection, long batchNumber) {
        return datastream.v1.Rejection.newBuilder()
                .setBatchNumber(batchNumber)
                .setIndex(rejection.index())
                .setCode(
                        switch (rejection.code()) {
                            case INVALID -> datastream.v1.Rejection.Code.INVALID;
                            case CONFLICT -> datastream.v1.Rejection.Code.CONFLICT;
                            case REFUSED -> datastream.v1.Rejection.Code.REFUSED;
                        })
                .setField(rejection.field())
                .setMessage(rejection.message())
                .build();
    }

    /** Encodes an entry of a batch's dictionary. */
    public static datastream.v1.Sensor encode(Sensor sensor) {
        return datastream.v1.Sensor.newBuilder()
                .setSensorType(sensor.type())
                .setId1(sensor.id1())
                .setId2(sensor.id2())
                .build();
    }

    private static void checkShape(ReadingBatch batch) {
        int size = batch.getSensorIndexCount();
        if (batch.getTimestampDeltaUsCount() != size || batch.getSensorValueCount() != size) {
            throw new MalformedPayload(
                    "columns of unequal length: %d sensor_index, %d timestamp_delta_us, %d sensor_value"
                            .formatted(
                                    size,
                                    batch.getTimestampDeltaUsCount(),
                                    batch.getSensorValueCount()));
        }
        if (size == 0) {
            throw new MalformedPayload("the batch is empty");
        }
        if (size > Submission.MOST_READINGS) {
            throw new MalformedPayload("more than " + Submission.MOST_READINGS + " readings");
        }
    }
}
