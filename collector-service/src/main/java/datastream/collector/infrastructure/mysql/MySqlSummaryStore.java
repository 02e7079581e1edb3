package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.StoredReading;
import datastream.collector.domain.aggregate.Accumulator;
import datastream.collector.usecase.aggregate.ReadingScan;
import datastream.collector.usecase.aggregate.ReadingScans;
import datastream.collector.usecase.rollup.SummaryStore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table type_summary, for those who make its figures. A minute or hour is claimed first, then
 * its readings are looked at, by as many statements as it takes, and then its figures are set if
 * the claim still holds. It does not once a fold has taken anything of that minute out of the
 * journal; and what is in the journal still, nobody takes the figures' word for. So neither locks
 * nor one long view of the readings are needed. Thread-safe.
 */
public final class MySqlSummaryStore implements SummaryStore {

    /** Where readings are still coming, it would be made again and again. */
    private static final int QUIET_SECONDS = 60;

    /** Of some minutes together: some tenths of a second. */
    private static final int MOST_READINGS = 200_000;

    private static final int MOST_MINUTES = 240;
    private static final int MOST_HOURS = 100;

    private static final HexFormat HEX = HexFormat.of();

    private static final String IS_UNMADE = "made = FALSE";

    private static final String IS_FREE =
            IS_UNMADE + " AND (claimed_until IS NULL OR claimed_until <= UTC_TIMESTAMP(6))";

    private final Queries queries;
    private final ReadingScans scans;
    private final int quietSeconds;
    private final int mostReadings;

    /** A minute or an hour of a type. */
    private record Unit(String sensorType, BucketWidth width, long start) {

        String isIt() {
            return "sensor_type = %s AND width = %d AND start_second = %d"
                    .formatted(ReadingSql.word(sensorType), width.seconds(), start);
        }

        /** The hour that a minute is of. */
        Unit hour() {
            return new Unit(sensorType, BucketWidth.HOUR, BucketWidth.HOUR.floor(start));
        }

        Span span() {
            return Span.of(start, width);
        }
    }

    public MySqlSummaryStore(Database database) {
        this(database, QUIET_SECONDS, MOST_READINGS);
    }

    /**
     * @param quietSeconds for how long nothing must have been told of a minute or hour
     * @param mostReadings looked at at once, if they are not of one minute
     */
    MySqlSummaryStore(Database database, int quietSeconds, int mostReadings) {
        queries = database.queries();
        scans = new MySqlReadingScans(database);
        this.quietSeconds = quietSeconds;
        this.mostReadings = mostReadings;
    }

    @Override
    public boolean make() {
        List<Unit> unmade =
                queries.run(handle -> select(handle, BucketWidth.MINUTE, IS_UNMADE, 0, 1));
        long madeSince = unmade.isEmpty() ? 0 : endOfHour(unmade.getFirst());
        boolean hours = makeHours(madeSince);
        boolean minutes = makeMinutes();
        return hours || minutes;
    }

    private static long endOfHour(Unit minute) {
        return BucketWidth.HOUR.floor(minute.start()) + BucketWidth.HOUR.seconds();
    }

    /** Those to be made from a second on, the newest first. */
    private List<Unit> select(
            Handle handle, BucketWidth width, String condition, long from, int most) {
        List<Unit> units = new ArrayList<>();
        TextStatements.forEachRow(
                handle,
                """
                SELECT sensor_type, start_second FROM type_summary FORCE INDEX (type_summary_to_make)
                WHERE %s AND width = %d AND start_second >= %d
                    AND outdated_at <= UTC_TIMESTAMP(6) - INTERVAL %d SECOND
                ORDER BY start_second DESC LIMIT %d
                """
                        .formatted(condition, width.seconds(), from, quietSeconds, most),
                row -> units.add(new Unit(row.getString(1), width, row.getLong(2))));
        return units;
    }

    /** Returns whether any have been claimed. */
    private boolean makeMinutes() {
        List<Unit> units = queries.run(this::nextMinutes);
        if (units.isEmpty()) {
            return false;
        }
        long claim = newClaim();
        if (!claims(units, claim)) {
            return true;
        }
        NavigableMap<Long, Accumulator> figures = new TreeMap<>();
        units.forEach(unit -> figures.put(unit.span().from(), Accumulator.joinable()));
        Unit oldest = units.getLast();
        ReadingFilter filter =
                ReadingFilter.ofSensors(Set.of(oldest.sensorType()), Set.of(), Set.of())
                        .during(oldest.span().from(), units.getFirst().span().to());
        ReadingScan scan = scans.scan(filter);
        for (List<StoredReading> next = scan.next(); next != null; next = scan.next()) {
            for (StoredReading reading : next) {
                add(figures, reading);
            }
        }
        set(units, claim, unit -> figures.get(unit.span().from()));
        makeHours(units.stream().map(Unit::hour).distinct().toList());
        return true;
    }

    private static void add(NavigableMap<Long, Accumulator> figures, StoredReading reading) {
        long micros = reading.id().timestampMicros();
        var minute = figures.floorEntry(micros);
        if (minute != null
                && micros < minute.getKey() + BucketWidth.MINUTE.seconds() * 1_000_000L) {
            minute.getValue().add(reading.id().sensorId(), micros, reading.reading().value());
        }
    }

    /**
     * The newest, and those of the same type and day before it. What lies between them, and is
     * made, is looked at too.
     */
    private List<Unit> nextMinutes(Handle handle) {
        List<Unit> newest = select(handle, BucketWidth.MINUTE, IS_FREE, 0, 1);
        return newest.isEmpty() ? newest : before(handle, newest.getFirst());
    }

    private List<Unit> before(Handle handle, Unit newest) {
        List<Unit> units = new ArrayList<>();
        long[] readings = new long[1];
        TextStatements.forEachRow(
                handle,
                """
                SELECT start_second,
                    %s AND outdated_at <= UTC_TIMESTAMP(6) - INTERVAL %d SECOND,
                    COALESCE((SELECT readings FROM type_rollup r
                        WHERE r.sensor_type = s.sensor_type AND r.width = s.width
                            AND r.start_second = s.start_second), 0)
                FROM type_summary s
                WHERE sensor_type = %s AND width = 60 AND start_second BETWEEN %d AND %d
                ORDER BY start_second DESC LIMIT %d
                """
                        .formatted(
                                IS_FREE,
                                quietSeconds,
                                ReadingSql.word(newest.sensorType()),
                                BucketWidth.DAY.floor(newest.start()),
                                newest.start(),
                                MOST_MINUTES),
                row -> {
                    readings[0] += row.getLong(3);
                    boolean fits = units.isEmpty() || readings[0] <= mostReadings;
                    if (row.getBoolean(2) && fits) {
                        units.add(
                                new Unit(newest.sensorType(), BucketWidth.MINUTE, row.getLong(1)));
                    }
                });
        return units;
    }

    /**
     * Makes hours that were left when their last minute was made, because somebody died. As the
     * newest are made first, all minutes are made but for those that somebody is making.
     *
     * @return whether any have been made
     */
    private boolean makeHours(long from) {
        List<Unit> units =
                queries.run(handle -> select(handle, BucketWidth.HOUR, IS_FREE, from, MOST_HOURS));
        return makeHours(units);
    }

    private boolean makeHours(List<Unit> hours) {
        long claim = newClaim();
        return claims(hours, claim)
                && set(hours, claim, hour -> queries.run(handle -> ofMinutes(handle, hour)));
    }

    /** Null when one of them is not made. */
    private static @Nullable Accumulator ofMinutes(Handle handle, Unit hour) {
        Accumulator all = Accumulator.joinable();
        boolean[] whole = {true};
        TextStatements.forEachRow(
                handle,
                "SELECT figures FROM type_summary WHERE sensor_type = %s AND width = 60 AND start_second >= %d AND start_second < %d ORDER BY start_second"
                        .formatted(
                                ReadingSql.word(hour.sensorType()),
                                hour.start(),
                                hour.start() + BucketWidth.HOUR.seconds()),
                row -> {
                    byte[] figures = row.getBytes(1);
                    if (figures == null) {
                        whole[0] = false;
                    } else {
                        all.addAll(Accumulator.unpack(figures));
                    }
                });
        return whole[0] ? all : null;
    }

    private static long newClaim() {
        return RandomGenerator.getDefault().nextLong();
    }

    /** Some may be made, or claimed by others, meanwhile. Returns whether any is claimed. */
    private boolean claims(List<Unit> units, long claim) {
        if (units.isEmpty()) {
            return false;
        }
        String which =
                units.stream()
                        .map(unit -> "(" + unit.isIt() + ")")
                        .collect(Collectors.joining(" OR "));
        String sql =
                "UPDATE type_summary SET claim = %d, claimed_until = UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE WHERE %s AND (%s)"
                        .formatted(claim, IS_FREE, which);
        return queries.transact(handle -> TextStatements.execute(handle, sql)) > 0;
    }

    @FunctionalInterface
    private interface Figures {
        @Nullable Accumulator of(Unit unit);
    }

    /**
     * Where the claim is lost, nothing is set; where there are no figures, it is given back. The
     * earliest first, as the fold does: neither waits for the other in a ring.
     *
     * @return whether there were any figures
     */
    private boolean set(List<Unit> units, long claim, Figures figures) {
        List<String> statements = new ArrayList<>();
        boolean any = false;
        for (Unit unit : units.reversed()) {
            Accumulator found = figures.of(unit);
            String made =
                    found == null
                            ? ""
                            : "made = TRUE, figures = x'" + HEX.formatHex(found.pack()) + "', ";
            statements.add(
                    "UPDATE type_summary SET %sclaim = NULL, claimed_until = NULL WHERE %s AND claim = %d"
                            .formatted(made, unit.isIt(), claim));
            any |= found != null;
        }
        queries.transact(handle -> {
            statements.forEach(sql -> TextStatements.execute(handle, sql));
            return statements;
        });
        return any;
    }
}
