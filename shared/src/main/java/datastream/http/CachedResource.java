package datastream.http;

import io.javalin.http.Context;

/**
 * A file that never changes while the server runs. Browsers keep it and only ask whether it is
 * still the same. Immutable.
 */
final class CachedResource {

    private final byte[] content;
    private final String type;
    private final EntityTag tag;

    private CachedResource(byte[] content, String type, EntityTag tag) {
        this.content = content;
        this.type = type;
        this.tag = tag;
    }

    static CachedResource of(byte[] content, String type) {
        return new CachedResource(content, type, EntityTag.of(content));
    }

    /** 200 with the file, or 304 to a caller that has it. */
    void answer(Context ctx) {
        ctx.header("Cache-Control", "no-cache");
        tag.answer(ctx, type, content);
    }
}
