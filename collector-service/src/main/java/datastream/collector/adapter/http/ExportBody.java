package datastream.collector.adapter.http;

import datastream.collector.domain.StoredReading;
import datastream.http.StreamedAnswer;
import datastream.wire.RowBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes an export: its readings, and at last how many they were and the SHA-256 of everything
 * before that. Not thread-safe.
 */
final class ExportBody {

    static final String ROWS = "Export-Rows";
    static final String SHA256 = "Export-Sha256";

    private static final int BUFFER = 64 * 1024;

    /** Who reads along sees something at least this often, if there is something. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final StreamedAnswer answer;
    private final ReadingText text;
    private final MessageDigest digest = sha256();
    private final RowBytes lines = new RowBytes(BUFFER, 'T');
    private long rows;
    private long flushed = System.nanoTime();

    ExportBody(StreamedAnswer answer, ReadingText text) {
        this.answer = answer;
        this.text = text;
        lines.put(ascii(text.opening()));
    }

    void write(List<StoredReading> readings) throws IOException {
        for (StoredReading reading : readings) {
            if (lines.free() < ReadingText.LONGEST_LINE) {
                pass();
            }
            text.append(lines, reading);
        }
        rows += readings.size();
        pass();
        if (rows == readings.size() || System.nanoTime() - flushed > FRESH.toNanos()) {
            answer.flush();
            flushed = System.nanoTime();
        }
    }

    /**
     * @param closing whether the last line tells rows and digest, as the trailers do
     */
    void finish(boolean closing) throws IOException {
        pass();
        String sha256 = HexFormat.of().formatHex(digest.digest());
        if (closing) {
            byte[] line = ascii(text.closing(rows, sha256));
            answer.write(line, line.length);
        }
        answer.trailer(ROWS, String.valueOf(rows));
        answer.trailer(SHA256, sha256);
        answer.finish();
    }

    private void pass() throws IOException {
        digest.update(lines.array(), 0, lines.length());
        answer.write(lines.array(), lines.length());
        lines.clear();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
