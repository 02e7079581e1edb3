package datastream.collector.infrastructure.mysql;

import org.jdbi.v3.core.Handle;

/** The one row of rollup_turn: whoever changes rollups, or the gaps in them, holds it. */
final class RollupLock {

    private static final String LOCK = "SELECT id FROM rollup_turn WHERE id = 1 FOR UPDATE";

    private RollupLock() {}

    /** Waits for it; it is held until the handle's transaction ends. */
    static void take(Handle handle) {
        handle.createQuery(LOCK).mapTo(Integer.class).one();
    }

    /** Takes it if nobody has it: those who have it do the same work. */
    static boolean tryTake(Handle handle) {
        return handle.createQuery(LOCK + " SKIP LOCKED").mapTo(Integer.class).findOne().isPresent();
    }
}
