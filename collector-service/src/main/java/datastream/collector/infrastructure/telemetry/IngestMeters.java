package datastream.collector.infrastructure.telemetry;

import datastream.collector.domain.Door;
import datastream.collector.usecase.ingest.IngestMetrics;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The balance of ingest, door by door, and the writers' batches. Thread-safe. */
final class IngestMeters implements IngestMetrics {

    private static final double[] ROWS = {1, 10, 50, 100, 500, 1_000, 2_000, 5_000, 10_000};
    private static final double[] DEPTHS = {1, 10, 100, 1_000, 10_000, 50_000, 100_000};
    private static final Duration[] COMMITS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Map<Door, DoorMeters> doors = new EnumMap<>(Door.class);
    private final DistributionSummary batchSize;
    private final Timer commit;
    private final DistributionSummary queueDepth;

    IngestMeters(MeterRegistry registry) {
        for (Door door : Door.values()) {
            doors.put(door, new DoorMeters(door, registry));
        }
        batchSize =
                DistributionSummary.builder("datastream.batch.size")
                        .description("Readings in one committed transaction.")
                        .baseUnit("rows")
                        .serviceLevelObjectives(ROWS)
                        .register(registry);
        commit =
                Timer.builder("datastream.batch.commit")
                        .description("Time that one transaction took, from encoding to commit.")
                        .serviceLevelObjectives(COMMITS)
                        .register(registry);
        queueDepth =
                DistributionSummary.builder("datastream.queue.depth")
                        .description("Readings on their way when another submission came in.")
                        .baseUnit("readings")
                        .serviceLevelObjectives(DEPTHS)
                        .register(registry);
    }

    @Override
    public void received(Door door, int readings) {
        of(door).received(readings);
    }

    @Override
    public void settled(
            Door door, int committed, int duplicates, int quarantined, Duration sinceReceived) {
        of(door).settled(committed, duplicates, quarantined, sinceReceived);
    }

    @Override
    public void refused(Door door, int readings) {
        of(door).refused(readings);
    }

    @Override
    public void committed(int rows, Duration time) {
        batchSize.record(rows);
        commit.record(time);
    }

    @Override
    public void queued(int readings) {
        queueDepth.record(readings);
    }

    private DoorMeters of(Door door) {
        return Objects.requireNonNull(doors.get(door));
    }
}
