package datastream.collector.infrastructure.telemetry;

import datastream.collector.domain.Door;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One door's share of the balance. What is in flight is kept by itself and not computed from the
 * counters, so that the equation can be checked. Thread-safe.
 */
final class DoorMeters {

    static final String EQUATION =
            " At rest: received = committed + duplicate + quarantined + refused + in flight.";

    private static final Duration[] LATENCIES = {
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
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final Counter received;
    private final Counter committed;
    private final Counter duplicate;
    private final Counter quarantined;
    private final Counter refused;
    private final AtomicLong inFlight = new AtomicLong();
    private final Timer acknowledgement;

    DoorMeters(Door door, MeterRegistry registry) {
        received = counter(door, registry, "received", "Readings that came in, good or bad.");
        committed = counter(door, registry, "committed", "Readings newly stored.");
        duplicate =
                counter(door, registry, "duplicate", "Readings stored before with the same value.");
        quarantined =
                counter(
                        door,
                        registry,
                        "quarantined",
                        "Readings and payloads that cannot be stored, kept in quarantine.");
        refused =
                counter(
                        door,
                        registry,
                        "refused",
                        "Readings turned away for want of room or time; their sender keeps them.");
        Gauge.builder("datastream.readings.in.flight", inFlight, AtomicLong::get)
                .description("Readings that came in and are not settled." + EQUATION)
                .tag("door", door.wireName())
                .register(registry);
        acknowledgement =
                Timer.builder("datastream.acknowledgement")
                        .description(
                                "Time from a submission's arrival until its outcome is there and can be acknowledged.")
                        .tag("door", door.wireName())
                        .serviceLevelObjectives(LATENCIES)
                        .register(registry);
    }

    private static Counter counter(
            Door door, MeterRegistry registry, String name, String description) {
        return Counter.builder("datastream.readings." + name)
                .description(description + EQUATION)
                .tag("door", door.wireName())
                .register(registry);
    }

    void received(int readings) {
        inFlight.addAndGet(readings);
        received.increment(readings);
    }

    void settled(int newlyCommitted, int known, int bad, Duration sinceReceived) {
        inFlight.addAndGet(-(newlyCommitted + known + bad));
        committed.increment(newlyCommitted);
        duplicate.increment(known);
        quarantined.increment(bad);
        acknowledgement.record(sinceReceived);
    }

    void refused(int readings) {
        inFlight.addAndGet(-readings);
        refused.increment(readings);
    }
}
