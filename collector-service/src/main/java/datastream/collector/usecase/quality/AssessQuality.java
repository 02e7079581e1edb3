package datastream.collector.usecase.quality;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.domain.StoredReading;
import datastream.collector.domain.quality.Quality;
import datastream.collector.domain.quality.QualityCheck;
import datastream.collector.domain.quality.QualityRules;
import datastream.collector.domain.quality.UsualInterval;
import datastream.collector.usecase.export.ReadingWalk;
import datastream.collector.usecase.export.ReadingWalks;
import datastream.collector.usecase.find.LatestReadings;
import datastream.reading.Reading;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what looks wrong in the readings of one sensor: walks through them once, or twice when it
 * has to find out their usual interval first, and keeps a portion of them in memory at a time. A
 * bounded number of assessments go on at once. Thread-safe.
 */
public final class AssessQuality {

    private final ReadingWalks walks;
    private final LatestReadings latest;
    private final QualityLimits limits;
    private final Clock clock;
    private final Semaphore free;

    public AssessQuality(
            ReadingWalks walks, LatestReadings latest, QualityLimits limits, Clock clock) {
        this.walks = walks;
        this.latest = latest;
        this.limits = limits;
        this.clock = clock;
        free = new Semaphore(limits.mostAtOnce());
    }

    /**
     * Readings are expected from the beginning of the range to its end, or until now when that is
     * earlier.
     *
     * @param fromMicros first instant of the range, microseconds since 1970
     * @param toMicros first instant behind it, not before {@code fromMicros}
     * @return null when the sensor has no readings at all
     * @throws TooManyReadings when the range has more than are looked at
     * @throws TooManyAssessments when it would be one too many
     * @throws StoreUnavailable when the database cannot answer now
     */
    public @Nullable Quality assess(
            Sensor sensor, long fromMicros, long toMicros, QualityRules rules) {
        ReadingFilter filter =
                new ReadingFilter(
                        Set.of(sensor.type()),
                        Set.of(sensor.id1()),
                        Set.of(sensor.id2()),
                        fromMicros,
                        toMicros,
                        null,
                        null);
        if (latest.latest(filter, 0, 1).isEmpty()) {
            return null;
        }
        enter();
        try {
            QualityCheck check = new QualityCheck(withInterval(rules, filter), fromMicros);
            forEach(filter, check::accept);
            long now = Timestamps.toMicros(clock.instant());
            return check.finish(Math.min(toMicros, now));
        } finally {
            free.release();
        }
    }

    private QualityRules withInterval(QualityRules rules, ReadingFilter filter) {
        if (rules.intervalMicros() != null) {
            return rules;
        }
        UsualInterval interval = new UsualInterval();
        forEach(filter, reading -> interval.accept(reading.timestampMicros()));
        return rules.withInterval(interval.median());
    }

    private void forEach(ReadingFilter filter, Consumer<Reading> reader) {
        ReadingWalk walk = walks.walk(filter, Page.Order.ASC, null);
        long left = limits.mostReadings();
        for (List<StoredReading> next = walk.next(); next != null; next = walk.next()) {
            if (next.size() > left) {
                long first = next.get((int) left).reading().timestampMicros();
                throw new TooManyReadings(limits.mostReadings(), first);
            }
            left -= next.size();
            next.forEach(stored -> reader.accept(stored.reading()));
        }
    }

    private void enter() {
        try {
            if (!free.tryAcquire(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooManyAssessments(limits.mostAtOnce());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyAssessments(limits.mostAtOnce());
        }
    }
}
