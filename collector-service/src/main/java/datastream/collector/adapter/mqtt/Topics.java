package datastream.collector.adapter.mqtt;

import com.google.protobuf.InvalidProtocolBufferException;
import datastream.reading.Submission;
import datastream.v1.ReadingBatch;
import datastream.wire.KnownFields;
import datastream.wire.MalformedPayload;
import datastream.wire.ReadingJson;
import datastream.wire.ReadingProto;
import datastream.wire.ReadingTopics;

/**
 * What a message's topic says about its payload.
 *
 * <ul>
 *   <li>{@code sensors/{sensor_type}/{id1}/{id2}}: one JSON reading or an array of them; the topic
 *       fills in what the payload leaves out
 *   <li>{@code sensors/batch}: a protobuf {@code datastream.v1.ReadingBatch}
 * </ul>
 */
final class Topics {

    private Topics() {}

    /**
     * @throws MalformedPayload when topic or payload are none of ours
     */
    static Submission decode(String topic, byte[] payload) {
        return topic.equals(ReadingTopics.BATCH) ? batch(payload) : json(topic, payload);
    }

    private static Submission batch(byte[] payload) {
        try {
            return ReadingProto.decode(ReadingBatch.parseFrom(payload));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedPayload("not a datastream.v1.ReadingBatch: " + e.getMessage());
        }
    }

    private static Submission json(String topic, byte[] payload) {
        ReadingTopics.Levels levels = ReadingTopics.parse(topic);
        if (levels == null) {
            throw unknown();
        }
        KnownFields known = new KnownFields(levels.sensorType(), levels.id1(), id2(levels.id2()));
        return ReadingJson.decode(payload, known);
    }

    private static Integer id2(String level) {
        try {
            return Integer.valueOf(level);
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    private static MalformedPayload unknown() {
        return new MalformedPayload(
                "the topic must be " + ReadingTopics.ONE_SENSOR + " or " + ReadingTopics.BATCH);
    }
}
