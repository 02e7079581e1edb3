package datastream.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is sent while it is being made, packed when the caller takes that, and given up
 * when the caller is too slow. It either ends as a whole or is {@link #cut}, which every caller can
 * tell: without the end that HTTP prescribes, it is an error. Not thread-safe.
 */
public final class StreamedAnswer {

    private static final int PACKED_BUFFER = 16 * 1024;

    private final Context ctx;
    private final OutputStream out;
    private final Map<String, String> trailers = new TreeMap<>();

    private StreamedAnswer(Context ctx, OutputStream out) {
        this.ctx = ctx;
        this.out = out;
    }

    /**
     * Begins the answer: status and headers are final.
     *
     * @param trailers names of the fields that come behind the content where HTTP allows it
     */
    public static StreamedAnswer begin(Context ctx, String... trailers) throws IOException {
        boolean packed = takesGzip(ctx.header("Accept-Encoding"));
        if (packed) {
            ctx.header("Content-Encoding", "gzip");
        }
        PacedOutput paced = new PacedOutput(ctx.res().getOutputStream(), System::nanoTime);
        StreamedAnswer answer = new StreamedAnswer(ctx, packed ? new QuickGzip(paced) : paced);
        if (trailers.length > 0 && tellsItsEnd(ctx)) {
            ctx.header("Trailer", String.join(", ", trailers));
            ctx.res().setTrailerFields(() -> answer.trailers);
        }
        return answer;
    }

    /** Whether the caller can tell an answer that has ended from one that was cut. */
    public static boolean tellsItsEnd(Context ctx) {
        return ctx.req().getProtocol().equals("HTTP/1.1");
    }

    public void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
    }

    /** Sends what has been written; costs some compression. */
    public void flush() throws IOException {
        out.flush();
    }

    /** Sets one of the fields that were announced. */
    public void trailer(String name, String value) {
        trailers.put(name, value);
    }

    /** Ends the answer as a whole. */
    public void finish() throws IOException {
        out.close();
    }

    /** Ends the connection: what was sent is not the whole, and must not look like it. */
    public void cut() {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    /** Whether gzip is among the codings, with a weight above 0 (RFC 9110, section 12.5.3). */
    static boolean takesGzip(@Nullable String acceptEncoding) {
        return acceptEncoding != null
                && Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(coding -> coding.replaceAll("\\s", ""))
                        .anyMatch(coding -> coding.matches("(x-)?gzip(;q=(1.*|0\\.0*[1-9].*))?"));
    }

    /** At level 1: it shall not be slower than the database, and packs to a fifth all the same. */
    private static final class QuickGzip extends GZIPOutputStream {

        QuickGzip(OutputStream out) throws IOException {
            super(out, PACKED_BUFFER, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
