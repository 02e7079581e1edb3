package datastream.benchmark.micro;

import com.google.protobuf.InvalidProtocolBufferException;
import datastream.reading.Reading;
import datastream.reading.Submission;
import datastream.v1.ReadingBatch;
import datastream.wire.KnownFields;
import datastream.wire.ReadingJson;
import datastream.wire.ReadingProto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the bytes of each door to checked readings, and back for the columnar batch. */
@State(Scope.Benchmark)
@OperationsPerInvocation(Samples.READINGS)
public class CodecBenchmark {

    private final List<Reading> readings = Samples.readings();
    private final byte[] batch = ReadingProto.encode(readings).toByteArray();
    private final List<byte[]> singles =
            readings.stream().map(reading -> ReadingProto.encode(reading).toByteArray()).toList();
    private final byte[] json =
            readings.stream()
                    .map(Reading::toJson)
                    .collect(Collectors.joining(",", "[", "]"))
                    .getBytes(StandardCharsets.UTF_8);

    /** A columnar batch: {@code Publish}, and MQTT's {@code sensors/batch}. */
    @Benchmark
    public Submission decodeBatch() throws InvalidProtocolBufferException {
        return ReadingProto.decode(ReadingBatch.parseFrom(batch));
    }

    /** One reading in each message: {@code Send}. */
    @Benchmark
    public Submission decodeSingle() throws InvalidProtocolBufferException {
        Submission.Builder submission = new Submission.Builder();
        for (byte[] single : singles) {
            ReadingProto.decode(datastream.v1.Reading.parseFrom(single), submission);
        }
        return submission.build();
    }

    /** A JSON array: MQTT and HTTP. */
    @Benchmark
    public Submission decodeJson() {
        return ReadingJson.decode(json, KnownFields.NONE);
    }

    /** What a generator or gateway does. */
    @Benchmark
    public byte[] encodeBatch() {
        return ReadingProto.encode(readings).toByteArray();
    }
}
