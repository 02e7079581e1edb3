package datastream.benchmark.micro;

import datastream.collector.domain.Door;
import datastream.collector.infrastructure.mysql.ReadingRows;
import datastream.collector.usecase.ingest.BatchConfig;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.BatchingWriter;
import datastream.collector.usecase.ingest.IngestLimits;
import datastream.collector.usecase.ingest.IngestMetrics;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.reading.IngestOutcome;
import datastream.reading.Reading;
import datastream.reading.Submission;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From checked readings to the bytes that the database gets. */
@State(Scope.Benchmark)
@OperationsPerInvocation(Samples.READINGS)
public class WriterBenchmark {

    private final List<Reading> readings = Samples.readings();
    private final int[] sensorIds = IntStream.range(0, Samples.READINGS).toArray();
    private final Submission submission = submission(readings);
    private final byte[] packet = new byte[16 * 1024];

    /** A store that takes everything at once, and keeps nothing. */
    private final IngestReadings ingest =
            new IngestReadings(
                    new BatchingWriter(
                            _ -> BatchResult.ALL_NEW, BatchConfig.USUAL, IngestMetrics.NONE),
                    _ -> {},
                    IngestLimits.USUAL,
                    IngestMetrics.NONE,
                    Clock.systemUTC());

    private static Submission submission(List<Reading> readings) {
        Submission.Builder builder = new Submission.Builder(readings.size());
        readings.forEach(builder::accept);
        return builder.build();
    }

    @Setup
    public void start() {
        ingest.start();
    }

    @TearDown
    public void end() {
        ingest.close();
    }

    /** Room, lanes, and the outcome; two threads hand over to each other for every submission. */
    @Benchmark
    public IngestOutcome ingest() {
        return ingest.ingest(Door.GRPC, submission, 0).outcome().toCompletableFuture().join();
    }

    /** The text of LOAD DATA. */
    @Benchmark
    public long rows() {
        ReadingRows rows = new ReadingRows(sensorIds, readings);
        long length = 0;
        for (int n = rows.read(packet, 0, packet.length);
                n > 0;
                n = rows.read(packet, 0, packet.length)) {
            length += n;
        }
        return length;
    }
}
