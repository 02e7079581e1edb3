package datastream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import datastream.reading.InvalidField;
import datastream.reading.Reading;
import datastream.reading.Rejection;
import datastream.reading.Sensor;
import datastream.reading.Submission;
import datastream.reading.Timestamps;
import datastream.v1.ReadingBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingProtoTest {

    private static final Sensor SENSOR = new Sensor("temperature", "ROOM", 7);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bringsColumnsBackInOrder(long seed) throws IOException {
        List<Reading> readings = randomReadings(new Random(seed), 500);
        ReadingBatch batch = ReadingBatch.parseFrom(ReadingProto.encode(readings).toByteArray());

        assertThat(batch.getSensorsCount()).isLessThanOrEqualTo(9);
        assertThat(ReadingProto.decode(batch).readings()).isEqualTo(readings);
    }

    @Test
    void bringsASingleReadingBack() {
        Reading reading = new Reading(SENSOR, Timestamps.LATEST_MICROS, -0.0);

        assertThat(ReadingProto.decode(ReadingProto.encode(reading))).isEqualTo(reading);
    }

    @Test
    void refusesASingleReadingThatLacksEverything() {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> ReadingProto.decode(datastream.v1.Reading.getDefaultInstance()))
                .returns("sensor_type", InvalidField::field);
    }

    @Test
    void refusesColumnsOfUnequalLength() {
        ReadingBatch good = batchOf(2);

        assertMalformed(good.toBuilder().addSensorIndex(0), "3 sensor_index");
        assertMalformed(good.toBuilder().addTimestampDeltaUs(0), "3 timestamp_delta_us");
        assertMalformed(good.toBuilder().addSensorValue(0), "3 sensor_value");
        assertMalformed(good.toBuilder().clearSensorIndex(), "0 sensor_index");
    }

    @Test
    void refusesAnEmptyBatch() {
        assertMalformed(ReadingBatch.newBuilder(), "empty");
        assertMalformed(
                batchOf(1).toBuilder()
                        .clearSensorIndex()
                        .clearTimestampDeltaUs()
                        .clearSensorValue(),
                "empty");
    }

    @Test
    void takesTenThousandReadingsAndNotOneMore() {
        assertThat(ReadingProto.decode(batchOf(10_000)).readings()).hasSize(10_000);
        assertMalformed(batchOf(10_001).toBuilder(), "more than 10000 readings");
    }

    @Test
    void losesOnlyTheReadingsOfAnInvalidSensor() {
        ReadingBatch.Builder batch = batchOf(4).toBuilder();
        batch.addSensors(batch.getSensors(0).toBuilder().setId1("room"));
        batch.setSensorIndex(1, 1).setSensorIndex(3, 1);
        Submission submission = ReadingProto.decode(batch.build());

        assertThat(submission.readings()).hasSize(2);
        assertThat(submission.rejections()).extracting(Rejection::index).containsExactly(1L, 3L);
        assertThat(submission.rejections()).extracting(Rejection::field).containsOnly("id1");
    }

    @Test
    void doesNotMindAnInvalidSensorThatNoReadingNames() {
        ReadingBatch.Builder batch = batchOf(1).toBuilder();
        batch.addSensors(datastream.v1.Sensor.getDefaultInstance());

        assertThat(ReadingProto.decode(batch.build()).rejections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void losesOnlyTheReadingThatNamesNoSensor(int index) {
        Submission submission =
                ReadingProto.decode(batchOf(3).toBuilder().setSensorIndex(1, index).build());

        assertThat(submission.readings()).hasSize(2);
        assertThat(submission.rejections())
                .containsExactly(
                        new Rejection(
                                1,
                                Rejection.Code.INVALID,
                                "sensor_index",
                                Integer.toUnsignedString(index)
                                        + " is outside the dictionary of 1 sensors"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void losesOnlyTheReadingWithoutANumber(double value) {
        Submission submission =
                ReadingProto.decode(batchOf(3).toBuilder().setSensorValue(0, value).build());

        assertThat(submission.positionOf(0)).isEqualTo(1);
        assertThat(submission.rejections())
                .extracting(Rejection::field)
                .containsExactly("sensor_value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVALID", "CONFLICT"})
    void encodesRejections(String code) {
        var rejection = new Rejection(1L << 40, Rejection.Code.valueOf(code), "id1", "must");
        datastream.v1.Rejection message = ReadingProto.encode(rejection, 9);

        assertThat(message.getBatchNumber()).isEqualTo(9);
        assertThat(message.getIndex()).isEqualTo(1L << 40);
        assertThat(message.getCode().name()).isEqualTo(code);
        assertThat(message.getField() + message.getMessage()).isEqualTo("id1must");
    }

    private static ReadingBatch batchOf(int size) {
        return ReadingProto.encode(Collections.nCopies(size, new Reading(SENSOR, 1_000, 1.5)));
    }

    private static List<Reading> randomReadings(Random random, int size) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Sensor sensor = new Sensor("t" + random.nextInt(3), "A", random.nextInt(3));
            long micros = random.nextLong(Timestamps.LATEST_MICROS + 1);
            readings.add(new Reading(sensor, micros, random.nextGaussian()));
        }
        return readings;
    }

    private static void assertMalformed(ReadingBatch.Builder batch, String reason) {
        assertThatExceptionOfType(MalformedPayload.class)
                .isThrownBy(() -> ReadingProto.decode(batch.build()))
                .withMessageContaining(reason);
    }
}
