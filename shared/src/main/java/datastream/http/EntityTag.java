package datastream.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a caller has the newest content already (RFC 9110, section 13.1.2). The content is
 * made all the same; what is saved is its transfer. Immutable.
 */
public final class EntityTag {

    private static final int BYTES = 16;

    private final String text;

    private EntityTag(String text) {
        this.text = text;
    }

    /** Weak, since the same content may go out compressed or not. */
    static EntityTag of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new EntityTag("W/\"" + HexFormat.of().formatHex(digest, 0, BYTES) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** 200 with a record as JSON, for this caller alone, or 304 when it has exactly that. */
    public static void json(Context ctx, Object body) {
        try {
            byte[] content = Json.MAPPER.writeValueAsBytes(body);
            ctx.header("Cache-Control", "private, no-cache");
            of(content).answer(ctx, "application/json", content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record could not be written", e);
        }
    }

    /** 200 with the content that this is the tag of, or 304. */
    void answer(Context ctx, String type, byte[] content) {
        ctx.header("ETag", text);
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
                        .anyMatch(known -> known.equals(text) || known.equals("*"));
    }
}
