package datastream.collector.infrastructure.mysql;

import org.jdbi.v3.core.Handle;

/** Rows for a table, so many a statement. Not thread-safe. */
final class InsertedRows {

    private static final int CHUNK = 1_000;

    private final Handle handle;
    private final String insert;
    private final String otherwise;
    private final StringBuilder sql = new StringBuilder();
    private int rows;

    /**
     * @param insert up to {@code VALUES}
     * @param otherwise what becomes of rows that are there already
     */
    InsertedRows(Handle handle, String insert, String otherwise) {
        this.handle = handle;
        this.insert = insert;
        this.otherwise = otherwise;
    }

    /**
     * @param values literals
     */
    void add(Object... values) {
        sql.append(rows == 0 ? insert : ",");
        char before = '(';
        for (Object value : values) {
            sql.append(before).append(value);
            before = ',';
        }
        sql.append(')');
        rows++;
        if (rows == CHUNK) {
            flush();
        }
    }

    void flush() {
        if (rows > 0) {
            TextStatements.execute(handle, sql.append(otherwise).toString());
        }
        sql.setLength(0);
        rows = 0;
    }
}
