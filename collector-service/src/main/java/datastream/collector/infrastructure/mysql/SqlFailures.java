package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.BatchRefused;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of the database means, told from its error code and SQLSTATE. All that is not
 * known to be about the data is about the store: a reading is refused for ever only when the server
 * says so in so many words.
 */
final class SqlFailures {

    /** ER_DUP_ENTRY and ER_DUP_ENTRY_WITH_KEY_NAME. */
    private static final Set<Integer> DUPLICATE_KEY = Set.of(1062, 1586);

    /** A CHECK constraint, by MySQL and by MariaDB. */
    private static final Set<Integer> CHECK_VIOLATED = Set.of(3819, 4025);

    /**
     * Without an SQLSTATE of their own: 1366 a value is not of its column's type, 1526 no partition
     * takes it, 1748 it lies outside the partition that a statement names.
     */
    private static final Set<Integer> UNFIT_VALUE = Set.of(1366, 1526, 1748);

    /**
     * The server became a replica or is otherwise read-only: 1290 and 1836 {@code read_only}, 1792
     * a read-only transaction, 3100 and 3101 group replication refuses or rolls back.
     */
    private static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836, 3100, 3101);

    /**
     * May pass by itself: 1021, 1114 full; 1040, 1203, 1226 too many connections; 1037, 1038, 1041
     * out of memory; 1053 shutting down; 1205 lock wait; 1213 deadlock; 1317, 3024, 1969 stopped by
     * a time limit; 1044, 1045, 1142 a privilege is missing; 1146 a table is; 1412 it was changed
     * since the transaction began.
     */
    private static final Set<Integer> PASSING =
            Set.of(
                    1021, 1114, 1040, 1203, 1226, 1037, 1038, 1041, 1053, 1205, 1213, 1317, 3024,
                    1969, 1044, 1045, 1142, 1146, 1412);

    /**
     * LOAD DATA LOCAL is forbidden or unknown: 1148 and 3948 by MySQL, 4166 by MariaDB, 2068 by the
     * client, 1047, 1064 and 1235 by proxies and relatives that do not speak it.
     */
    private static final Set<Integer> LOADING_FORBIDDEN =
            Set.of(1148, 3948, 4166, 2068, 1047, 1064, 1235);

    /**
     * Partitions are not what a statement supposes that changes them: 1493 not in order, 1507 and
     * 1735 not there, 1508 the last one, 1517 there already, 1520 another range.
     */
    private static final Set<Integer> OTHER_PARTITION = Set.of(1493, 1507, 1735, 1508, 1517, 1520);

    private static final int LOCK_WAIT = 1205;

    /** Stopped by a time limit, the server's or the driver's. */
    private static final Set<Integer> TIME_LIMIT = Set.of(1317, 3024, 1969);

    /**
     * Wrong password; no right to the database, to a table or column, or to do such a thing; no
     * such database or table.
     */
    private static final Set<Integer> FINAL_AT_START =
            Set.of(1045, 1044, 1142, 1143, 1227, 1049, 1146);

    /** Lock wait, deadlock; a row that is another by now (MariaDB with snapshot isolation). */
    private static final Set<Integer> INTERFERENCE = Set.of(1205, 1213, 1020);

    private SqlFailures() {}

    /**
     * The exception for a batch whose transaction failed.
     *
     * @return {@link BatchRefused} when a row of it can never be stored, else {@link
     *     StoreUnavailable}
     */
    static RuntimeException ofBatch(int size, Exception e) {
        if (refusesData(e)) {
            return new BatchRefused(message(e), e);
        }
        return new StoreUnavailable(
                "A batch of %d readings was not stored: %s".formatted(size, message(e)), e);
    }

    /** Whether a value or row is at fault, so that trying again cannot help. */
    static boolean refusesData(Throwable e) {
        return any(e, SqlFailures::isAboutData) && !any(e, SqlFailures::isPassing);
    }

    /** Whether a unique key is taken, and not another constraint violated. */
    static boolean isDuplicateKey(Throwable e) {
        return any(e, sql -> DUPLICATE_KEY.contains(sql.getErrorCode()));
    }

    /** Whether another transaction was in the way, so that the same may succeed at once. */
    static boolean isInterference(Throwable e) {
        return isDuplicateKey(e) || any(e, sql -> INTERFERENCE.contains(sql.getErrorCode()));
    }

    /** Whether others have held a lock for too long. */
    static boolean isLockWait(Throwable e) {
        return any(e, sql -> sql.getErrorCode() == LOCK_WAIT);
    }

    /** Whether somebody else has changed the partitions meanwhile. */
    static boolean isOtherPartition(Throwable e) {
        return any(e, sql -> OTHER_PARTITION.contains(sql.getErrorCode()));
    }

    /** Whether the server or the driver does not take LOAD DATA LOCAL. */
    static boolean forbidsLoading(Throwable e) {
        return any(e, sql -> LOADING_FORBIDDEN.contains(sql.getErrorCode()));
    }

    /** Whether the database is away, busy or full, rather than our statement wrong. */
    static boolean isUnavailable(Throwable e) {
        return any(e, SqlFailures::isPassing);
    }

    /** Whether a statement took longer than it may. */
    static boolean isTimeLimit(Throwable e) {
        return any(
                e,
                sql ->
                        sql instanceof SQLTimeoutException
                                || TIME_LIMIT.contains(sql.getErrorCode()));
    }

    /** Whether there was no connection, or it broke. */
    static boolean isLostConnection(Throwable e) {
        return any(e, sql -> sql instanceof SQLTransientException || hasClass(sql, "08"));
    }

    /** Whether the server has answered at start with what waiting does not change. */
    static boolean isFinalAtStart(Throwable e) {
        return any(e, sql -> FINAL_AT_START.contains(sql.getErrorCode()));
    }

    /** Whether the connection leads to a server that takes no writes any more. */
    static boolean isReadOnly(SQLException e) {
        return READ_ONLY.contains(e.getErrorCode());
    }

    /** The innermost message: the server's own words. */
    static String message(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static boolean isAboutData(SQLException e) {
        int code = e.getErrorCode();
        return CHECK_VIOLATED.contains(code)
                || UNFIT_VALUE.contains(code)
                || hasClass(e, "22")
                || hasClass(e, "45")
                || (hasClass(e, "23") && !DUPLICATE_KEY.contains(code));
    }

    private static boolean isPassing(SQLException e) {
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException
                || hasClass(e, "08")
                || PASSING.contains(e.getErrorCode())
                || isReadOnly(e);
    }

    /** The first two characters of an SQLSTATE are its class. */
    private static boolean hasClass(SQLException e, String prefix) {
        String state = e.getSQLState();
        return state != null && state.startsWith(prefix);
    }

    private static boolean any(Throwable e, Predicate<SQLException> condition) {
        return all(e).anyMatch(t -> t instanceof SQLException sql && condition.test(sql));
    }

    /** The exception, its causes, and what JDBC chains beside them; a ring is walked once. */
    private static Stream<Throwable> all(Throwable first) {
        Set<Throwable> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> waiting = new ArrayDeque<>();
        waiting.add(first);
        while (!waiting.isEmpty()) {
            Throwable e = waiting.remove();
            if (found.add(e)) {
                addIfThere(waiting, e.getCause());
                addIfThere(waiting, e instanceof SQLException sql ? sql.getNextException() : null);
            }
        }
        return found.stream();
    }

    private static void addIfThere(Deque<Throwable> waiting, @Nullable Throwable e) {
        if (e != null) {
            waiting.add(e);
        }
    }
}
