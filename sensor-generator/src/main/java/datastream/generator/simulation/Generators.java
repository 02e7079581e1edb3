package datastream.generator.simulation;

import datastream.reading.InvalidField;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The generators of this process, at most {@link #MOST}, one per sensor. Timestamps of a sensor
 * strictly increase even when its generator is deleted and created again. Thread-safe.
 */
public final class Generators implements AutoCloseable {

    /** The most generators in one process. */
    public static final int MOST = 1_000;

    /** Readings in flight get this long to be answered when their generator goes. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Map<Transport, Uplink> uplinks;
    private final TimeSource time;
    private final int windowSize;

    private final Object lock = new Object();
    private final TreeMap<String, Generator> byId = new TreeMap<>();

    /** The greatest timestamp of any deleted generator; one number, however many there were. */
    private long timestampsAfter;

    /**
     * @param uplinks the transports that this process has; they stay the caller's to close
     * @param windowSize most readings in flight per generator
     */
    public Generators(Map<Transport, Uplink> uplinks, TimeSource time, int windowSize) {
        this.uplinks = Map.copyOf(uplinks);
        this.time = time;
        this.windowSize = windowSize;
    }

    /**
     * Creates a generator that runs at once.
     *
     * @throws InvalidField when this process does not have the transport
     * @throws CreationRefused when the sensor has a generator already, or there are {@link #MOST}
     */
    public Generator create(GeneratorSpec spec) {
        Generator generator = register(spec, uplinkFor(spec.transport()));
        generator.start();
        return generator;
    }

    /** The generator of this id; null when there is none. */
    public @Nullable Generator find(String id) {
        synchronized (lock) {
            return byId.get(id);
        }
    }

    /** All generators, ordered by id. */
    public List<Generator> all() {
        synchronized (lock) {
            return List.copyOf(byId.values());
        }
    }

    /**
     * Ends a generator: it measures nothing more, what is in flight gets up to 2 s to be answered.
     *
     * @return false when there is none of this id
     */
    public boolean delete(String id) throws InterruptedException {
        Generator generator = unregister(id);
        if (generator == null) {
            return false;
        }
        generator.drain(DRAIN);
        return true;
    }

    /** Ends all generators; those in flight share the time to be answered. */
    @Override
    public void close() {
        List<Generator> ended = all();
        ended.forEach(generator -> unregister(generator.id()));
        long deadline = System.nanoTime() + DRAIN.toNanos();
        try {
            for (Generator generator : ended) {
                generator.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Uplink uplinkFor(Transport transport) {
        Uplink uplink = uplinks.get(transport);
        if (uplink == null) {
            String name = transport.name();
            throw new InvalidField(
                    "transport",
                    "%s needs %s_URL, which is not set for this generator service"
                            .formatted(name.toLowerCase(Locale.ROOT), name));
        }
        return uplink;
    }

    private Generator register(GeneratorSpec spec, Uplink uplink) {
        synchronized (lock) {
            if (byId.containsKey(spec.id())) {
                throw new CreationRefused("The generator " + spec.id() + " exists already");
            }
            if (byId.size() >= MOST) {
                throw new CreationRefused(
                        "There are %d generators, the most that one process runs".formatted(MOST));
            }
            var generator = new Generator(spec, uplink, time, windowSize, timestampsAfter);
            byId.put(spec.id(), generator);
            return generator;
        }
    }

    private @Nullable Generator unregister(String id) {
        synchronized (lock) {
            Generator generator = byId.remove(id);
            if (generator != null) {
                timestampsAfter = Math.max(timestampsAfter, generator.stop());
            }
            return generator;
        }
    }
}
