package datastream.collector.infrastructure.mysql;

import datastream.collector.domain.Quarantined;
import datastream.reading.Timestamps;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What is written of one content: everything about it that the table can hold, and how often it
 * comes in a batch.
 */
final class QuarantineRow {

    static final int COLUMNS = 10;

    private static final int LONGEST_FIELD = 64;
    private static final int LONGEST_MESSAGE = 500;
    private static final char REPLACEMENT = '\uFFFD';

    /** Most bytes of a UTF-16 unit, in UTF-8 or escaped. */
    private static final int MOST_BYTES_PER_UNIT = 3;

    private static final int BYTES_BESIDE_TEXT = 250;

    private final byte[] digest;
    private final Quarantined latest;
    private final String content;
    private final Quarantined first;
    private final int times;

    private QuarantineRow(
            byte[] digest, String content, Quarantined first, Quarantined latest, int times) {
        this.digest = digest;
        this.content = content;
        this.first = first;
        this.latest = latest;
        this.times = times;
    }

    /**
     * One row for each content, in the order of the digests: all collectors lock rows in the same
     * order.
     */
    static List<QuarantineRow> of(Collection<Quarantined> entries) {
        TreeMap<byte[], QuarantineRow> rows = new TreeMap<>(Arrays::compareUnsigned);
        for (Quarantined entry : entries) {
            String content = storable(entry.content());
            byte[] digest = digest(content, entry.whole());
            rows.merge(
                    digest,
                    new QuarantineRow(digest, content, entry, entry, 1),
                    QuarantineRow::plus);
        }
        return List.copyOf(rows.values());
    }

    private QuarantineRow plus(QuarantineRow later) {
        return new QuarantineRow(digest, content, first, later.latest, times + later.times);
    }

    /** At most so many bytes of a statement. */
    int mostBytes() {
        int units = content.length() + latest.message().length() + latest.field().length();
        return BYTES_BESIDE_TEXT + MOST_BYTES_PER_UNIT * units;
    }

    /** Sets the parameters of one row, from position {@code start} on. */
    void bind(PreparedStatement statement, int start) throws SQLException {
        int position = start;
        statement.setBytes(position++, digest);
        statement.setString(position++, first.door().wireName());
        statement.setString(position++, latest.reason().wireName());
        statement.setString(position++, cut(latest.field(), LONGEST_FIELD));
        statement.setString(position++, cut(latest.message(), LONGEST_MESSAGE));
        statement.setString(position++, content);
        statement.setBoolean(position++, latest.whole());
        statement.setInt(position++, times);
        statement.setObject(position++, Timestamps.toUtc(first.receivedMicros()));
        statement.setObject(position, Timestamps.toUtc(latest.receivedMicros()));
    }

    private static byte[] digest(String content, boolean whole) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) (whole ? 1 : 0));
            return digest.digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String cut(String text, int longest) {
        return storable(text.length() <= longest ? text : text.substring(0, longest));
    }

    /** Half a surrogate pair is no character that UTF-8 can carry. */
    private static String storable(String text) {
        if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .forEach(mended::appendCodePoint);
        return mended.toString();
    }
}
