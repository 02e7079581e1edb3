package datastream.collector.adapter.http;

import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Correction;
import datastream.collector.domain.ReadingCount;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.change.ChangeOutcome;
import datastream.collector.usecase.change.ChangeReadings;
import datastream.collector.usecase.find.FindReadings;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Json;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import datastream.reading.Sensor;
import datastream.reading.Timestamps;
import datastream.security.Principal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Edits and deletes: {@code PATCH} and {@code DELETE} on {@code /api/readings}, for what matches a
 * filter, and on one reading.
 */
public final class ReadingChangeRoutes {

    private static final String ALL = "/api/readings";
    private static final String ONE = ALL + "/{id}";
    private static final Set<String> EDIT = Set.of("all", "dry_run", "confirm");
    private static final Set<String> DELETE = Set.of("all", "dry_run", "confirm", "reason");

    private final ChangeReadings changeReadings;
    private final FindReadings findReadings;
    private final Confirmations confirmations;

    public ReadingChangeRoutes(
            ChangeReadings changeReadings, FindReadings findReadings, Confirmations confirmations) {
        this.changeReadings = changeReadings;
        this.findReadings = findReadings;
        this.confirmations = confirmations;
    }

    /**
     * What a dry run answers.
     *
     * @param kind tells it from a change, whose {@code kind} is another
     * @param count readings that would be changed
     * @param countExact false when there are at least so many, too many to be counted now
     * @param filter which readings, as the parameters say it, with its end
     * @param sample the oldest of them; none when it would take long to find them
     * @param confirm what the real request must carry if {@code confirmationNeeded}, and may always
     * @param confirmExpiresAt until when it is good
     */
    private record PreviewView(
            String kind,
            long count,
            boolean countExact,
            Map<String, Object> filter,
            List<ChangedReadingView> sample,
            boolean confirmationNeeded,
            String confirm,
            String confirmExpiresAt) {}

    public void addTo(RoutesConfig routes) {
        routes.patch(ALL, this::editMany, Access.EDIT);
        routes.delete(ALL, this::deleteMany, Access.EDIT);
        routes.patch(ONE, this::edit, Access.EDIT);
        routes.delete(ONE, this::delete, Access.EDIT);
        ChangeAnswers.addTo(routes);
    }

    private void editMany(Context ctx) {
        QueryParameters query = ReadingParameters.ofFilter(ctx, EDIT);
        EditBody body = Json.body(ctx, EditBody.class);
        Correction correction = body.correction();
        change(ctx, query, body.reason(), filter -> new ChangeTask.Edit(filter, correction));
    }

    private void deleteMany(Context ctx) {
        QueryParameters query = ReadingParameters.ofFilter(ctx, DELETE);
        change(ctx, query, query.text("reason"), ChangeTask.Delete::new);
    }

    private void change(
            Context ctx,
            QueryParameters query,
            @Nullable String reason,
            Function<ReadingFilter, ChangeTask.OfFilter> taskFor) {
        Principal caller = caller(ctx);
        ChangeParameters.requireSaid(query, caller);
        String token = query.text("confirm");
        boolean dry = query.flag("dry_run", false);
        if (dry && token != null) {
            throw new InvalidField("confirm", "cannot go with dry_run");
        }
        Confirmations.Received received = token == null ? null : confirmations.receive(token);
        Instant asked = received == null ? confirmations.now() : received.asked();
        ReadingFilter filter =
                dry || received != null
                        ? ChangeParameters.shownFilter(query, asked)
                        : ChangeParameters.filter(query, asked);
        ChangeTask.OfFilter task = taskFor.apply(filter);
        ChangeRequest request = new ChangeRequest(task, caller.name(), reason);
        if (dry) {
            ctx.json(preview(task, caller, asked));
            return;
        }
        ChangeReadings.Confirmed confirmed =
                received == null ? null : confirmations.check(received, task, caller.name());
        ChangeAnswers.answer(
                ctx, request, changeReadings.change(task, caller.name(), reason, confirmed));
    }

    private PreviewView preview(ChangeTask.OfFilter task, Principal caller, Instant asked) {
        ChangeReadings.Preview preview = changeReadings.preview(task);
        Instant expires = asked.plus(Confirmations.LIFETIME);
        return new PreviewView(
                "preview",
                preview.count().readings(),
                preview.count().exact(),
                ChangeView.filter(task.filter()),
                preview.sample().stream().map(ChangedReadingView::of).toList(),
                preview.confirmationNeeded(),
                confirmations.write(task, caller.name(), asked, preview.count()),
                Timestamps.format(Timestamps.toMicros(expires)));
    }

    private void edit(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        EditBody body = Json.body(ctx, EditBody.class);
        ChangeTask.OfFilter task = new ChangeTask.Edit(only(ctx), body.correction());
        ChangeRequest request = new ChangeRequest(task, caller(ctx).name(), body.reason());
        ChangeOutcome outcome = changeOne(task, request);
        if (outcome instanceof ChangeOutcome.Nothing && findReadings.find(id(ctx)) == null) {
            // Somebody was quicker and has deleted it.
            throw notThere();
        }
        ChangeAnswers.answer(ctx, request, outcome);
    }

    private void delete(Context ctx) {
        QueryParameters query = QueryParameters.of(ctx, Set.of("reason"));
        ChangeTask.OfFilter task = new ChangeTask.Delete(only(ctx));
        ChangeRequest request = new ChangeRequest(task, caller(ctx).name(), query.text("reason"));
        ChangeOutcome outcome = changeOne(task, request);
        if (outcome instanceof ChangeOutcome.Nothing) {
            throw notThere();
        }
        ChangeAnswers.answer(ctx, request, outcome);
    }

    /** One reading never needs to be confirmed. */
    private ChangeOutcome changeOne(ChangeTask.OfFilter task, ChangeRequest request) {
        ChangeOutcome outcome =
                changeReadings.change(
                        task,
                        request.user(),
                        request.reason(),
                        new ChangeReadings.Confirmed(ReadingCount.exactly(1), null));
        return outcome instanceof ChangeOutcome.Unconfirmed
                ? new ChangeOutcome.Nothing(0, List.of())
                : outcome;
    }

    /** The filter that means this reading and no other. */
    private ReadingFilter only(Context ctx) {
        ReadingId id = id(ctx);
        StoredReading found = findReadings.find(id);
        if (found == null) {
            throw notThere();
        }
        Sensor sensor = found.reading().sensor();
        long micros = id.timestampMicros();
        return new ReadingFilter(
                Set.of(sensor.type()),
                Set.of(sensor.id1()),
                Set.of(sensor.id2()),
                micros,
                micros == Timestamps.LATEST_MICROS ? null : micros + 1,
                null,
                null);
    }

    private static ReadingId id(Context ctx) {
        return ReadingId.fromText(ctx.pathParam("id"));
    }

    private static Principal caller(Context ctx) {
        return Objects.requireNonNull(BearerGuard.principal(ctx));
    }

    private static ProblemException notThere() {
        return new ProblemException(HttpStatus.NOT_FOUND, "There is no such reading, or no longer");
    }
}
