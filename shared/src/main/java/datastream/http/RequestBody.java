package datastream.http;

import io.javalin.config.Key;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;

/**
 * The raw body of a request, within limits: in size, in the bytes of all bodies together, and in
 * the time that its sender takes. It holds its share of the server's room until it is closed. Used
 * by one thread.
 */
public final class RequestBody implements AutoCloseable {

    /** The largest body that any route takes, in bytes; of a compressed one, both forms. */
    public static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final long MOST_BYTES_PASSED_OVER = 8L * MOST_BYTES;

    private final byte[] bytes;
    private final BodyRoom.Share share;

    private RequestBody(byte[] bytes, BodyRoom.Share share) {
        this.bytes = bytes;
        this.share = share;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Gives the room back: from now on the bytes are bounded by something else, or garbage. */
    @Override
    public void close() {
        share.close();
    }

    /** The content type without parameters, in lower case; empty when none is given. */
    public static String type(Context ctx) {
        String type = ctx.contentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws ProblemException 415 when the body is of another type
     */
    public static void requireType(Context ctx, String expected) {
        if (!type(ctx).equals(expected)) {
            throw unsupported(expected);
        }
    }

    public static ProblemException unsupported(String expected) {
        return new ProblemException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type must be " + expected);
    }

    /**
     * Reads the whole body, and unpacks one with {@code Content-Encoding: gzip}; a chunked one is
     * counted while it is read.
     *
     * @throws ProblemException 401 when the sender has been cut off meanwhile; 413 beyond {@link
     *     #MOST_BYTES}; 415 for another encoding; 400 when the sender breaks off or the body is not
     *     what it says; 408 when it comes too slowly; 503 with {@code Retry-After} when too much is
     *     being read already
     */
    public static RequestBody read(Context ctx) {
        return read(ctx, MOST_BYTES, BodyRoom.KEY);
    }

    /**
     * @param most the largest body that is taken, at most {@link #MOST_BYTES}
     */
    static RequestBody read(Context ctx, int most, Key<BodyRoom> room) {
        boolean packed = isPacked(ctx);
        long announced = ctx.req().getContentLengthLong();
        if (announced > most) {
            throw tooLarge(ctx, most);
        }
        // How much a chunked or a packed body will be nobody knows yet.
        int needed = announced < 0 || packed ? most : (int) announced;
        BodyRoom.Share share = ctx.appData(room).take(needed);
        if (share == null) {
            throw busy(ctx);
        }
        try {
            byte[] body = readWithin(ctx, most, packed);
            BearerGuard.requireStillHolds(ctx);
            share.shrinkTo(body.length);
            return new RequestBody(body, share);
        } catch (RuntimeException | Error e) {
            share.close();
            throw e;
        }
    }

    private static boolean isPacked(Context ctx) {
        String encoding = ctx.header("Content-Encoding");
        return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                    throw new ProblemException(
                            Problem.of(
                                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                                    "The content encoding must be gzip or none"),
                            Map.of("Accept-Encoding", "gzip"));
        };
    }

    private static byte[] readWithin(Context ctx, int most, boolean packed) {
        BodyStream sent = sent(ctx, most + 1L);
        try {
            byte[] body = packed ? unpack(sent, most + 1) : sent.readNBytes(most + 1);
            if (body.length <= most && sent.taken() <= most) {
                return body;
            }
        } catch (IOException e) {
            // Cut at the limit, a packed body looks broken.
            if (sent.taken() <= most) {
                if (e.getCause() instanceof TimeoutException) {
                    throw BodyStream.tooSlow();
                }
                passOverRest(ctx);
                String fault =
                        e instanceof ZipException
                                ? "The body is not one valid gzip member"
                                : "The body breaks off before its end";
                throw new ProblemException(HttpStatus.BAD_REQUEST, fault);
            }
        }
        throw tooLarge(ctx, most);
    }

    private static byte[] unpack(BodyStream sent, int most) throws IOException {
        byte[] body = new OneGzipMember(sent).readNBytes(most);
        if (body.length < most && sent.read() >= 0) {
            throw new ZipException();
        }
        return body;
    }

    private static BodyStream sent(Context ctx, long most) {
        return new BodyStream(ctx.bodyInputStream(), ctx.appData(BodyRoom.KEY).limits(), most);
    }

    private static ProblemException tooLarge(Context ctx, int most) {
        passOverRest(ctx);
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, "A body may have at most %d bytes".formatted(most));
    }

    private static ProblemException busy(Context ctx) {
        passOverRest(ctx);
        return new ProblemException(
                Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Too much is being sent at once; try again"),
                Map.of("Retry-After", "1"));
    }

    /**
     * Lets a sender finish, within reason: one that is cut off while it sends sees a broken
     * connection instead of the answer. One that asked before sending need not send at all.
     */
    private static void passOverRest(Context ctx) {
        if (ctx.header("Expect") != null) {
            return;
        }
        try (InputStream rest = sent(ctx, MOST_BYTES_PASSED_OVER)) {
            rest.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | ProblemException gone) {
            // The answer is the same.
        }
    }
}
