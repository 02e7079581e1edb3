package datastream.collector.adapter.http;

import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.CorrectionOverflow;
import datastream.collector.domain.ReadingCount;
import datastream.collector.usecase.change.ChangeOutcome;
import datastream.http.Problem;
import datastream.http.Problem.FieldError;
import datastream.http.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;

/** What the caller is told of the change that was asked for. */
final class ChangeAnswers {

    static final String PATH = "/api/changes";

    /** Jobs take seconds at least. */
    private static final String JOB_RETRY_SECONDS = "10";

    private ChangeAnswers() {}

    /**
     * The problem that answers a change of more readings than may be changed without a confirmation
     * of exactly so many.
     *
     * @param count readings that would be changed now
     * @param countExact false when there are at least so many
     */
    private record Unconfirmed(
            String type,
            String title,
            int status,
            String detail,
            List<FieldError> errors,
            long count,
            boolean countExact) {

        static Unconfirmed of(ReadingCount count) {
            String rule =
                    "must be the token of a dry run that told %s readings; the same request with dry_run=true answers one"
                            .formatted(count);
            return new Unconfirmed(
                    "about:blank",
                    HttpStatus.CONFLICT.getMessage(),
                    HttpStatus.CONFLICT.getCode(),
                    "This would change %s readings now; nothing is changed. confirm %s"
                            .formatted(count, rule),
                    List.of(new FieldError("confirm", rule)),
                    count.readings(),
                    count.exact());
        }
    }

    static void answer(Context ctx, ChangeRequest request, ChangeOutcome outcome) {
        switch (outcome) {
            case ChangeOutcome.Done(var change, var conflicts) ->
                    ctx.json(
                            ChangeView.of(change)
                                    .with(conflicts.stream().map(ConflictView::of).toList()));
            case ChangeOutcome.Nothing nothing ->
                    ctx.json(
                            ChangeView.of(nothing, request)
                                    .with(
                                            nothing.conflicts().stream()
                                                    .map(ConflictView::of)
                                                    .toList()));
            case ChangeOutcome.Queued(var job) -> {
                ctx.status(HttpStatus.ACCEPTED);
                ctx.header("Location", PATH + "/" + job.id());
                ctx.json(ChangeView.of(job));
            }
            case ChangeOutcome.Unconfirmed(ReadingCount count) ->
                    Problem.answer(ctx, HttpStatus.CONFLICT.getCode(), Unconfirmed.of(count));
            case ChangeOutcome.TooManyJobs() ->
                    throw new ProblemException(
                            Problem.of(
                                    HttpStatus.TOO_MANY_REQUESTS,
                                    "Too many large changes wait already; try again later"),
                            Map.of("Retry-After", JOB_RETRY_SECONDS));
            case ChangeOutcome.NotThere() -> throw notThere();
            case ChangeOutcome.NotFinished() ->
                    throw new ProblemException(
                            HttpStatus.CONFLICT,
                            "This change still goes on: wait for its end, or cancel it first");
            case ChangeOutcome.AlreadyUndone() ->
                    throw new ProblemException(
                            HttpStatus.CONFLICT, "Nothing of this change is left to be undone");
        }
    }

    static ProblemException notThere() {
        return new ProblemException(HttpStatus.NOT_FOUND, "There is no such change, or no longer");
    }

    /** An edit that would make values beyond a double is a 422. */
    static void addTo(RoutesConfig routes) {
        routes.exception(
                CorrectionOverflow.class,
                (e, ctx) -> {
                    HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;
                    String field = e.correction().operator().wireName();
                    new Problem(
                                    "about:blank",
                                    status.getMessage(),
                                    status.getCode(),
                                    field + " " + e.explanation() + "; nothing is changed",
                                    List.of(new FieldError(field, e.explanation())))
                            .answer(ctx);
                });
    }
}
