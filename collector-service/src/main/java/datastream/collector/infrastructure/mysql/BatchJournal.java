package datastream.collector.infrastructure.mysql;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Rows of table batch_journal. Each transaction that stores or deletes readings adds its own, which
 * nobody else ever locks, and which the rollups take in later. So what is counted and what is
 * stored commit together, and no two transactions meet.
 */
final class BatchJournal {

    private static final String INSERT = "INSERT INTO batch_journal (entries) VALUES ";

    /** Of one statement, half of what a packet takes; a single entry is shorter by far. */
    private static final int LONGEST = ReadingSql.NEEDED_PACKET_BYTES / 2;

    private static final HexFormat HEX = HexFormat.of();

    private BatchJournal() {}

    /** The statements that add counts, one as a rule; none for no counts. */
    static List<String> inserts(ReadingCounts counts) {
        List<String> statements = new ArrayList<>();
        StringBuilder sql = new StringBuilder(INSERT);
        for (byte[] entry : JournalEntry.write(counts)) {
            if (sql.length() > INSERT.length() && sql.length() + 2 * entry.length > LONGEST) {
                statements.add(withoutComma(sql));
                sql.setLength(INSERT.length());
            }
            sql.append("(x'").append(HEX.formatHex(entry)).append("'),");
        }
        if (sql.length() > INSERT.length()) {
            statements.add(withoutComma(sql));
        }
        return statements;
    }

    private static String withoutComma(StringBuilder sql) {
        return sql.substring(0, sql.length() - 1);
    }

    /** Adds counts in the transaction of a handle. */
    static void add(Handle handle, ReadingCounts counts) {
        inserts(counts).forEach(sql -> TextStatements.execute(handle, sql));
    }
}
