package datastream.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The raw body of a request, within limits. */
public final class RequestBody {

    /** The largest body that any route takes, in bytes. */
    public static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final long MOST_BYTES_PASSED_OVER = 8L * MOST_BYTES;

    private RequestBody() {}

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
     * Reads the whole body; a chunked one is counted while it is read.
     *
     * @throws ProblemException 413 beyond {@link #MOST_BYTES}; 400 when the sender breaks off
     */
    public static byte[] bytes(Context ctx) {
        if (ctx.req().getContentLengthLong() > MOST_BYTES) {
            throw tooLarge(ctx);
        }
        byte[] body = read(ctx);
        if (body.length > MOST_BYTES) {
            throw tooLarge(ctx);
        }
        return body;
    }

    private static byte[] read(Context ctx) {
        try {
            return ctx.bodyInputStream().readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "The body breaks off before its end");
        }
    }

    private static ProblemException tooLarge(Context ctx) {
        passOverRest(ctx);
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "A body may have at most %d bytes".formatted(MOST_BYTES));
    }

    /**
     * Lets a sender finish, within reason: one that is cut off while it sends sees a broken
     * connection instead of the answer. One that asked before sending need not send at all.
     */
    private static void passOverRest(Context ctx) {
        if (ctx.header("Expect") != null) {
            return;
        }
        try {
            InputStream rest = ctx.bodyInputStream();
            long left = MOST_BYTES_PASSED_OVER;
            while (left > 0 && rest.read() >= 0) {
                left -= 1 + rest.skip(left - 1);
            }
        } catch (IOException gone) {
            // The answer is the same.
        }
    }
}
