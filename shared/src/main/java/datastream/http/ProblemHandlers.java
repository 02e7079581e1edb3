package datastream.http;

import datastream.reading.InvalidField;
import datastream.wire.MalformedPayload;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every exception that leaves a handler into a problem+json answer. */
final class ProblemHandlers {

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
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        String detail =
                switch (status) {
                    case NOT_FOUND -> "There is nothing at " + ctx.path();
                    case METHOD_NOT_ALLOWED -> ctx.method() + " is not possible at " + ctx.path();
                    default -> String.valueOf(e.getMessage());
                };
        if (status == HttpStatus.METHOD_NOT_ALLOWED) {
            // Its only detail is the methods that are possible, under a name that varies.
            e.getDetails().values().forEach(methods -> ctx.header("Allow", methods));
        }
        Problem.of(status, detail).answer(ctx);
    }

    /** The caller learns a number to quote, the log learns the rest. */
    private static void answerUnexpected(Exception e, Context ctx) {
        String incident = UUID.randomUUID().toString();
        LOG.atError()
                .setCause(e)
                .addKeyValue("incident", incident)
                .addKeyValue("method", ctx.method())
                .addKeyValue("path", ctx.path())
                .log("A request failed for a reason of our own");
        Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "The fault is ours; the log knows it as incident " + incident)
                .answer(ctx);
    }
}
