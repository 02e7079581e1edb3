package datastream.collector.fake;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seek;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.find.LatestReadings;
import datastream.collector.usecase.find.ReadingStore;
import datastream.collector.usecase.find.SensorCatalogue;
import datastream.collector.usecase.ingest.BatchResult;
import datastream.collector.usecase.ingest.ReadingWriter;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The store in a map: the plain meaning of the ports, and the oracle for the real ones. */
public final class InMemoryReadings
        implements ReadingWriter, ReadingStore, SensorCatalogue, LatestReadings {

    private static final Comparator<ReadingId> BY_KEY =
            Comparator.comparingLong(ReadingId::timestampMicros)
                    .thenComparingInt(ReadingId::sensorId);
    private static final Comparator<StoredReading> BY_TIME =
            Comparator.comparing(StoredReading::id, BY_KEY);

    private final Map<Sensor, Integer> ids = new HashMap<>();
    private final Map<ReadingId, Reading> readings = new HashMap<>();

    @Override
    public synchronized BatchResult append(List<Reading> batch) {
        Set<Integer> duplicates = new HashSet<>();
        Map<Integer, Double> conflicts = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            Reading reading = batch.get(i);
            int sensorId = ids.computeIfAbsent(reading.sensor(), _ -> ids.size() + 1);
            ReadingId id = new ReadingId(sensorId, reading.timestampMicros());
            Reading before = readings.putIfAbsent(id, reading);
            if (before != null && before.value() == reading.value()) {
                duplicates.add(i);
            } else if (before != null) {
                conflicts.put(i, before.value());
            }
        }
        return new BatchResult(duplicates, conflicts);
    }

    public synchronized void clear() {
        readings.clear();
    }

    @Override
    public synchronized List<StoredReading> find(ReadingFilter filter, Page page) {
        Comparator<StoredReading> order =
                page.order() == Page.Order.ASC ? BY_TIME : BY_TIME.reversed();
        return matching(filter).stream()
                .sorted(order)
                .skip(page.offset())
                .limit(page.limit())
                .toList();
    }

    @Override
    public synchronized List<StoredReading> seek(ReadingFilter filter, Seek seek) {
        boolean ascending = seek.order() == Page.Order.ASC;
        Comparator<ReadingId> order = ascending ? BY_KEY : BY_KEY.reversed();
        return matching(filter).stream()
                .filter(reading -> {
                    int place = order.compare(reading.id(), seek.start());
                    return place > 0 || place == 0 && seek.included();
                })
                .sorted(Comparator.comparing(StoredReading::id, order))
                .limit(seek.limit())
                .toList();
    }

    @Override
    public synchronized StoredReading find(ReadingId id) {
        Reading reading = readings.get(id);
        return reading == null ? null : new StoredReading(id, reading);
    }

    @Override
    public synchronized long count(ReadingFilter filter) {
        return matching(filter).size();
    }

    @Override
    public synchronized Slice<StoredReading> newest(ReadingFilter filter, int limit, int offset) {
        Map<Sensor, StoredReading> newest = new HashMap<>();
        for (StoredReading reading : matching(filter)) {
            newest.merge(
                    reading.reading().sensor(),
                    reading,
                    (a, b) -> BY_TIME.compare(a, b) > 0 ? a : b);
        }
        List<StoredReading> all = new ArrayList<>(newest.values());
        all.sort(
                Comparator.comparing((StoredReading s) -> s.reading().sensor().type())
                        .thenComparing(s -> s.reading().sensor().id1())
                        .thenComparing(s -> s.reading().sensor().id2()));
        return new Slice<>(all.stream().skip(offset).limit(limit).toList(), all.size());
    }

    @Override
    public List<StoredReading> latest(ReadingFilter filter, int afterSensorId, int limit) {
        ReadingFilter sensors = Filters.ofSensors(filter);
        return newest(sensors, Integer.MAX_VALUE, 0).data().stream()
                .filter(reading -> reading.id().sensorId() > afterSensorId)
                .sorted(Comparator.comparing(reading -> reading.id().sensorId()))
                .limit(limit)
                .toList();
    }

    /** Everything that is stored. */
    public synchronized Set<Reading> all() {
        return new HashSet<>(readings.values());
    }

    /** What a filter means, in no order. */
    synchronized List<StoredReading> matching(ReadingFilter filter) {
        return readings.entrySet().stream()
                .filter(entry -> matches(filter, entry.getValue()))
                .map(entry -> new StoredReading(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Whether a filter means a reading. */
    public static boolean matches(ReadingFilter filter, Reading reading) {
        Sensor sensor = reading.sensor();
        long micros = reading.timestampMicros();
        double value = reading.value();
        return (filter.sensorTypes().isEmpty() || filter.sensorTypes().contains(sensor.type()))
                && (filter.id1s().isEmpty() || filter.id1s().contains(sensor.id1()))
                && (filter.id2s().isEmpty() || filter.id2s().contains(sensor.id2()))
                && filter.scope().covers(sensor)
                && (filter.fromMicros() == null || micros >= filter.fromMicros())
                && (filter.toMicros() == null || micros < filter.toMicros())
                && (filter.minValue() == null || value >= filter.minValue())
                && (filter.maxValue() == null || value <= filter.maxValue());
    }
}
