package datastream.chaos.sender;

import datastream.chaos.journal.Columns;
import datastream.chaos.journal.Journal;
import datastream.generator.simulation.Batch;
import datastream.generator.simulation.Settlements;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The journal's view of one sensor: writes down its attempts before they can leave, and its answers
 * once they have arrived. Attempts come from one thread, answers from any.
 */
final class JournalledSensor implements Settlements {

    private final Journal journal;
    private final int sensor;

    /** Few: only what was made to be refused. */
    private final Set<Key> bad = ConcurrentHashMap.newKeySet();

    /** Volatile: set by the threads that bring answers, read by the one that makes readings. */
    private volatile @Nullable Key newestAcknowledged;

    /** A reading, as exactly as possible. */
    record Key(long timestampMicros, long valueBits) {}

    JournalledSensor(Journal journal, int sensor) {
        this.journal = journal;
        this.sensor = sensor;
    }

    void attempting(Columns good) {
        if (good.size() > 0) {
            journal.attempted(sensor, false, good);
        }
    }

    void attemptingBad(Columns readings) {
        if (readings.size() > 0) {
            for (int i = 0; i < readings.size(); i++) {
                bad.add(new Key(readings.timestampMicros(i), readings.valueBits(i)));
            }
            journal.attempted(sensor, true, readings);
        }
    }

    /** A good reading that is stored, if the promise holds; null before the first. */
    @Nullable Key newestAcknowledged() {
        return newestAcknowledged;
    }

    /**
     * The answer tells how many were refused and not which: as many as were made to be refused
     * means those. More means that good ones were: then nothing of the batch counts as stored.
     */
    @Override
    public void settled(Batch batch, int rejections) {
        long[] good = timestamps(batch, false);
        long[] refusable = timestamps(batch, true);
        int wronglyStored = Math.max(0, refusable.length - rejections);
        int wronglyRefused = Math.max(0, rejections - refusable.length);
        for (int i = 0; i < refusable.length; i++) {
            if (i < wronglyStored) {
                journal.acknowledged(sensor, true, new long[] {refusable[i]});
            } else {
                journal.rejected(sensor, true, refusable[i], "MEANT");
            }
        }
        if (wronglyRefused > 0) {
            for (int i = 0; i < Math.min(wronglyRefused, good.length); i++) {
                journal.rejected(sensor, false, good[i], "UNKNOWN");
            }
        } else if (good.length > 0) {
            journal.acknowledged(sensor, false, good);
            remember(batch);
        }
    }

    private void remember(Batch batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            if (!isBad(batch, i)) {
                newestAcknowledged = key(batch, i);
                return;
            }
        }
    }

    private long[] timestamps(Batch batch, boolean ofBad) {
        return IntStream.range(0, batch.size())
                .filter(i -> isBad(batch, i) == ofBad)
                .mapToLong(batch::timestampMicros)
                .toArray();
    }

    private boolean isBad(Batch batch, int index) {
        return !bad.isEmpty() && bad.contains(key(batch, index));
    }

    private static Key key(Batch batch, int index) {
        return new Key(
                batch.timestampMicros(index), Double.doubleToRawLongBits(batch.value(index)));
    }
}
