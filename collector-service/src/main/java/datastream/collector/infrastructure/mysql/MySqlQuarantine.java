package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Quarantined;
import datastream.collector.domain.StoreUnavailable;
import datastream.collector.usecase.ingest.Quarantine;
import datastream.reading.Timestamps;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table {@code quarantine}. Thread-safe. */
public final class MySqlQuarantine implements Quarantine {

    private static final String KEEP =
            """
            INSERT INTO quarantine
                (digest, door, reason, field, message, content, whole, first_received_at, last_received_at)
            VALUES
                (:digest, :door, :reason, :field, :message, :content, :whole, :received, :received)
            ON DUPLICATE KEY UPDATE
                reason = :reason, field = :field, message = :message,
                last_received_at = :received, times = times + 1
            """;

    private static final int LONGEST_FIELD = 64;
    private static final int LONGEST_MESSAGE = 500;

    private final Jdbi jdbi;

    public MySqlQuarantine(Database database) {
        jdbi = database.ingest();
    }

    @Override
    public void keep(List<Quarantined> entries) {
        try {
            jdbi.useTransaction(handle -> keep(handle, entries));
        } catch (JdbiException e) {
            throw new StoreUnavailable("Bad readings were not stored: " + e.getMessage(), e);
        }
    }

    private static void keep(Handle handle, List<Quarantined> entries) {
        PreparedBatch batch = handle.prepareBatch(KEEP);
        for (Quarantined entry : entries) {
            batch.bind("digest", digest(entry.content()))
                    .bind("door", entry.door().wireName())
                    .bind("reason", entry.reason().wireName())
                    .bind("field", cut(entry.field(), LONGEST_FIELD))
                    .bind("message", cut(entry.message(), LONGEST_MESSAGE))
                    .bind("content", entry.content())
                    .bind("whole", entry.whole())
                    .bind("received", Timestamps.toUtc(entry.receivedMicros()))
                    .add();
        }
        batch.execute();
    }

    private static byte[] digest(String content) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
