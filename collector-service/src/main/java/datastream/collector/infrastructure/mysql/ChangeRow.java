package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.ReadingFilterText;
import datastream.reading.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of the table reading_change. */
final class ChangeRow {

    /** The columns that {@link #read} reads. */
    static final String COLUMNS =
            """
            c.id, c.kind, c.status, c.username, c.reason, c.reading_filter, c.edit_operator,
            c.edit_operand, c.undoes, c.expected, c.changed, c.conflicts, c.failure, c.created_at,
            c.finished_at, (SELECT MAX(u.id) FROM reading_change u WHERE u.undoes = c.id) AS undone_by
            """;

    private static final String ADD =
            """
            INSERT INTO reading_change (kind, status, username, reason, reading_filter,
                edit_operator, edit_operand, confirmation, undoes, expected, changed, conflicts,
                created_at)
            VALUES (:kind, :status, :username, :reason, :reading_filter,
                :edit_operator, <edit_operand>, :confirmation, :undoes, :expected, 0, 0,
                UTC_TIMESTAMP(6))
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM reading_change c WHERE c.id = :id";

    private static final String CONFIRMED =
            "SELECT " + COLUMNS + " FROM reading_change c WHERE c.confirmation = :confirmation";

    private ChangeRow() {}

    /**
     * @return its number
     */
    static long add(Handle handle, ChangeRequest request, Change.Status status, long expected) {
        ChangeTask task = request.task();
        ChangeTask.OfFilter ofFilter = task instanceof ChangeTask.OfFilter some ? some : null;
        Correction correction = ofFilter == null ? null : ofFilter.correction();
        return handle.createUpdate(ADD)
                .define(
                        "edit_operand",
                        correction == null ? "NULL" : ReadingSql.literal(correction.operand()))
                .bind("kind", task.kind().name())
                .bind("status", status.name())
                .bind("username", request.user())
                .bind("reason", request.reason())
                .bind(
                        "reading_filter",
                        ofFilter == null ? null : ReadingFilterText.write(ofFilter.filter()))
                .bind("edit_operator", correction == null ? null : correction.operator().wireName())
                .bind("confirmation", request.confirmation())
                .bind("undoes", task instanceof ChangeTask.Undo undo ? undo.changeId() : null)
                .bind("expected", expected)
                .executeAndReturnGeneratedKeys()
                .mapTo(Long.class)
                .one();
    }

    static @Nullable Change find(Handle handle, long id) {
        return handle.createQuery(FIND)
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne()
                .orElse(null);
    }

    static @Nullable Change confirmedBy(Handle handle, String confirmation) {
        return handle.createQuery(CONFIRMED)
                .bind("confirmation", confirmation)
                .map((row, _) -> read(row))
                .findOne()
                .orElse(null);
    }

    static Change read(ResultSet row) throws SQLException {
        ChangeRequest request =
                new ChangeRequest(task(row), row.getString("username"), row.getString("reason"));
        return new Change(
                row.getLong("id"),
                request,
                Change.Status.valueOf(row.getString("status")),
                Timestamps.fromUtc(row.getObject("created_at", LocalDateTime.class)),
                micros(row, "finished_at"),
                row.getLong("expected"),
                row.getLong("changed"),
                row.getLong("conflicts"),
                row.getObject("undone_by", Long.class),
                row.getString("failure"));
    }

    private static ChangeTask task(ResultSet row) throws SQLException {
        return switch (ChangeTask.Kind.valueOf(row.getString("kind"))) {
            case UNDO -> new ChangeTask.Undo(row.getLong("undoes"));
            case DELETE ->
                    new ChangeTask.Delete(ReadingFilterText.read(row.getString("reading_filter")));
            case EDIT ->
                    new ChangeTask.Edit(
                            ReadingFilterText.read(row.getString("reading_filter")),
                            new Correction(
                                    Correction.Operator.fromWireName(
                                            row.getString("edit_operator")),
                                    row.getDouble("edit_operand")));
        };
    }

    private static @Nullable Long micros(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : Timestamps.fromUtc(time);
    }
}
