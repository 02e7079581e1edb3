package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.StoreUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Tells the time by that clock which is behind, this machine's or the database's: for those who
 * forget what is old, and who must not forget everything when one of them is wrong. Thread-safe.
 */
public final class EarlierClock extends Clock {

    private final Clock ours;
    private final Supplier<Instant> theirs;

    public EarlierClock(Clock ours, Database database) {
        this(ours, () -> database.queries().run(EarlierClock::now));
    }

    EarlierClock(Clock ours, Supplier<Instant> theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** By the clock of the database. */
    static Instant now(Handle handle) {
        return handle.createQuery("SELECT UTC_TIMESTAMP(6)")
                .mapTo(LocalDateTime.class)
                .one()
                .toInstant(ZoneOffset.UTC);
    }

    /**
     * @throws StoreUnavailable when the database cannot answer now
     */
    @Override
    public Instant instant() {
        Instant here = ours.instant();
        Instant there = theirs.get();
        return here.isBefore(there) ? here : there;
    }

    @Override
    public ZoneId getZone() {
        return ours.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new EarlierClock(ours.withZone(zone), theirs);
    }
}
