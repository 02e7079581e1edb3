package datastream.http;

import datastream.reading.Excerpt;
import datastream.reading.InvalidField;
import datastream.wire.MalformedPayload;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every exception that leaves a handler into a problem+json answer. */
final class ProblemHandlers {

    static final String PROBLEM_JSON = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandlers.class);

    private ProblemHandlers() {}

    static void addTo(RoutesConfig routes) {
        routes.exception(
                ProblemException.class,
                (e, ctx) -> {
                    e.headers().forEach(ctx::header);
                    e.problem().answer(ctx);
                });
        routes.exception(InvalidField.class, (e, ctx) -> Problem.of(e).answer(ctx));
        routes.exception(
                MalformedPayload.class,
                (e, ctx) -> Problem.of(HttpStatus.BAD_REQUEST, e.reason()).answer(ctx));
        routes.exception(HttpResponseException.class, ProblemHandlers::answerFramework);
        routes.exception(Exception.class, ProblemHandlers::answerUnexpected);
    }

    private static void answerFramework(HttpResponseException e, Context ctx) {
        if (e instanceof MethodNotAllowedResponse) {
            ctx.header("Allow", String.join(", ", e.getDetails().values()));
        }
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        String detail =
                switch (status) {
                    case NOT_FOUND -> "There is nothing at " + Excerpt.of(ctx.path());
                    case METHOD_NOT_ALLOWED ->
                            ctx.method() + " is not possible at " + Excerpt.of(ctx.path());
                    default -> String.valueOf(e.getMessage());
                };
        Problem.of(status, detail).answer(ctx);
    }

    private static void answerUnexpected(Exception e, Context ctx) {
        incident(e).answer(ctx);
    }

    /**
     * An error of the JVM's own, such as a stack overflow; Javalin hands over no more than this.
     */
    static void answerError(HttpServletResponse response, Error e) {
        try {
            byte[] body = Json.MAPPER.writeValueAsBytes(incident(e));
            response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
            response.setContentType(PROBLEM_JSON);
            response.getOutputStream().write(body);
        } catch (IOException gone) {
            LOG.debug("Nobody waits for the answer any more", gone);
        }
    }

    /** The caller learns a number to quote, the log learns the rest. */
    private static Problem incident(Throwable e) {
        String incident = UUID.randomUUID().toString();
        LOG.atError()
                .setCause(e)
                .addKeyValue("incident", incident)
                .log("A request failed for a reason of our own");
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The fault is ours; the log knows it as incident " + incident);
    }
}
