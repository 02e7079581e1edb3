package datastream.collector.usecase.ingest;

import datastream.reading.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stores the readings of the sensors that are this lane's own. A batch that the store refuses is
 * halved until the reading that it refuses stands alone; all others are stored.
 */
final class WriterLane implements Lane.Work<Part> {

    /** As much as the quarantine keeps. Ten thousand readings may be refused at once. */
    private static final int LONGEST_REASON = 500;

    private final ReadingWriter writer;
    private final IngestMetrics metrics;
    private final Persistence persistence = new Persistence("Readings");
    private final Lane<Part> lane;

    WriterLane(String name, ReadingWriter writer, int batchRows, IngestMetrics metrics) {
        this.writer = writer;
        this.metrics = metrics;
        lane = new Lane<>(name, batchRows, this);
    }

    Lane<Part> lane() {
        return lane;
    }

    @Override
    public void store(List<Part> parts) throws InterruptedException {
        BatchResult result = append(join(parts));
        int start = 0;
        for (Part part : parts) {
            part.settle(result, start);
            start += part.rows();
        }
    }

    private BatchResult append(List<Reading> readings) throws InterruptedException {
        try {
            return persistence.untilCommitted(() -> timed(readings));
        } catch (BatchRefused e) {
            return readings.size() == 1 ? refused(e) : appendHalves(readings);
        }
    }

    private BatchResult timed(List<Reading> readings) {
        long start = System.nanoTime();
        BatchResult result = writer.append(readings);
        metrics.committed(readings.size(), Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    private static BatchResult refused(BatchRefused e) {
        String reason = String.valueOf(e.getMessage());
        String kept = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        return new BatchResult(Set.of(), Map.of(), Map.of(0, kept));
    }

    private BatchResult appendHalves(List<Reading> readings) throws InterruptedException {
        int half = readings.size() / 2;
        BatchResult first = append(readings.subList(0, half));
        BatchResult second = append(readings.subList(half, readings.size()));
        return first.and(second.select(0, readings.size() - half, i -> i + half));
    }

    private static List<Reading> join(List<Part> parts) {
        if (parts.size() == 1) {
            return parts.getFirst().readings();
        }
        List<Reading> readings = new ArrayList<>();
        parts.forEach(part -> readings.addAll(part.readings()));
        return readings;
    }
}
