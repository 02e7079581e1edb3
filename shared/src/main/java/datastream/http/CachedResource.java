package datastream.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file that never changes while the server runs. Browsers keep it and only ask whether it is
 * still the same (RFC 9110, section 13.1.2). Immutable.
 */
final class CachedResource {

    private static final int TAG_BYTES = 16;

    private final byte[] content;
    private final String type;
    private final String tag;

    private CachedResource(byte[] content, String type, String tag) {
        this.content = content;
        this.type = type;
        this.tag = tag;
    }

    static CachedResource of(byte[] content, String type) {
        return new CachedResource(content, type, tag(content));
    }

    /** Weak, since the same file may go out compressed or not. */
    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** 200 with the file, or 304 to a caller that has it. */
    void answer(Context ctx) {
        ctx.header("ETag", tag);
        ctx.header("Cache-Control", "no-cache");
        if (isKnown(ctx.header("If-None-Match"))) {
            ctx.status(HttpStatus.NOT_MODIFIED);
        } else {
            ctx.contentType(type);
            ctx.result(content);
        }
    }

    private boolean isKnown(@Nullable String tags) {
        return tags != null
                && Arrays.stream(tags.split(",", -1))
                        .map(String::strip)
                        .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }
}
