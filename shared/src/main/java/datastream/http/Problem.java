package datastream.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import datastream.reading.InvalidField;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;

/**
 * An answer that is not the one asked for, as RFC 9457 {@code application/problem+json}.
 *
 * @param type always {@code about:blank}: the status says the kind
 * @param title the status in words
 * @param status HTTP status code
 * @param detail what is wrong, and what would be right
 * @param errors the fields or parameters at fault
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    /**
     * One field at fault.
     *
     * @param field name as on the wire
     * @param message the rule it breaks
     */
    public record FieldError(String field, String message) {}

    public static Problem of(HttpStatus status, String detail) {
        return new Problem("about:blank", status.getMessage(), status.getCode(), detail, List.of());
    }

    /** A 400 that names the field. */
    public static Problem of(InvalidField e) {
        HttpStatus status = HttpStatus.BAD_REQUEST;
        String detail =
                e.field().isEmpty() ? "The request " + e.rule() : e.field() + " " + e.rule();
        return new Problem(
                "about:blank",
                status.getMessage(),
                status.getCode(),
                detail,
                List.of(new FieldError(e.field(), e.rule())));
    }

    /** Makes this the answer to a request. */
    public void answer(Context ctx) {
        answer(ctx, status, this);
    }

    /** Makes {@code body}, a problem with further members, the answer to a request. */
    public static void answer(Context ctx, int status, Object body) {
        ctx.status(status);
        ctx.json(body);
        ctx.contentType("application/problem+json");
    }
}
