package datastream.chaos.journal;

import datastream.reading.Sensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All journals of a run put together: which readings were attempted, and what their senders were
 * told. Some 17 bytes a reading. Not thread-safe.
 */
public final class Ledger {

    private final Map<Path, Source> sources = new LinkedHashMap<>();
    private final Map<Sensor, SensorLedger> sensors = new HashMap<>();
    private final List<BadReading> bad = new ArrayList<>();
    private final Map<String, Long> rejectionsByCode = new HashMap<>();
    private long badAcknowledged;
    private long tornBytes;

    /** Reads a journal whenever {@link #catchUp} is called, from where it was left. */
    public void follow(Path journal) {
        sources.putIfAbsent(journal, new Source(journal));
    }

    /**
     * The sender of this journal was killed: what it was told still counts; the fate of the rest is
     * open. Reads the journal a last time; to be called before its successor's is followed.
     */
    public void senderKilled(Path journal) {
        follow(journal);
        Source source = source(journal);
        source.read();
        source.releaseOwed();
    }

    /** Reads what was written since. */
    public void catchUp() {
        sources.values().forEach(Source::read);
        tornBytes = sources.values().stream().mapToLong(source -> source.tornBytes).sum();
    }

    /** All sensors of all senders, whether or not they have said anything. */
    public Collection<Sensor> sensors() {
        return Collections.unmodifiableCollection(sensors.keySet());
    }

    /** What became of the good readings of a sensor; null when no sender has that sensor. */
    public @Nullable SensorLedger of(Sensor sensor) {
        return sensors.get(sensor);
    }

    /** Readings that were made to be refused. */
    public List<BadReading> bad() {
        return Collections.unmodifiableList(bad);
    }

    /** How many bad readings were answered as stored. */
    public long badAcknowledged() {
        return badAcknowledged;
    }

    /** How many rejections arrived, by their code. */
    public Map<String, Long> rejectionsByCode() {
        return Collections.unmodifiableMap(rejectionsByCode);
    }

    /** Bytes of records that kills have torn, at the last {@link #catchUp}. */
    public long tornBytes() {
        return tornBytes;
    }

    /** How the requests of one sender over HTTP ended, in order. */
    public List<Answer> answers(Path journal) {
        return Collections.unmodifiableList(source(journal).answers);
    }

    private Source source(Path journal) {
        Source source = sources.get(journal);
        if (source == null) {
            throw new IllegalArgumentException("Nobody follows " + journal);
        }
        return source;
    }

    /** One journal, and which ledger each of its sensors writes into. */
    private final class Source implements JournalVisitor {

        private final JournalReader reader;
        private final List<Answer> answers = new ArrayList<>();
        private List<Sensor> own = List.of();
        private List<SensorLedger> ledgers = List.of();
        private long firstMicros = Long.MAX_VALUE;
        private long lastMicros = Long.MIN_VALUE;
        private long tornBytes;

        Source(Path journal) {
            reader = new JournalReader(journal);
        }

        void read() {
            tornBytes = reader.read(this);
        }

        void releaseOwed() {
            ledgers.forEach(ledger -> ledger.releaseOwed(firstMicros, lastMicros));
        }

        @Override
        public void sensors(SensorRange range) {
            own = IntStream.range(0, range.count()).mapToObj(range::sensor).toList();
            ledgers =
                    own.stream()
                            .map(s -> sensors.computeIfAbsent(s, _ -> new SensorLedger()))
                            .toList();
        }

        @Override
        public void attempted(int sensor, boolean isBad, Columns readings) {
            for (int i = 0; i < readings.size(); i++) {
                long timestamp = readings.timestampMicros(i);
                if (isBad) {
                    bad.add(new BadReading(own.get(sensor), timestamp, readings.valueBits(i)));
                } else {
                    ledgers.get(sensor).attempted(timestamp, readings.valueBits(i));
                    firstMicros = Math.min(firstMicros, timestamp);
                    lastMicros = Math.max(lastMicros, timestamp);
                }
            }
        }

        @Override
        public void acknowledged(int sensor, boolean isBad, long timestampMicros) {
            if (isBad) {
                badAcknowledged++;
            } else {
                ledgers.get(sensor).acknowledged(timestampMicros);
            }
        }

        @Override
        public void rejected(int sensor, boolean isBad, long timestampMicros, String code) {
            rejectionsByCode.merge(code, 1L, Long::sum);
            if (!isBad) {
                ledgers.get(sensor).rejected(timestampMicros);
            }
        }

        @Override
        public void answered(Answer answer) {
            answers.add(answer);
        }
    }
}
