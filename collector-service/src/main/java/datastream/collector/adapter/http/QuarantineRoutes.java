package datastream.collector.adapter.http;

import datastream.collector.domain.QuarantineEntry;
import datastream.collector.domain.QuarantineFilter;
import datastream.collector.domain.Quarantined;
import datastream.collector.domain.Slice;
import datastream.collector.usecase.quarantine.DeleteQuarantined;
import datastream.collector.usecase.quarantine.QuarantineStore;
import datastream.collector.usecase.quarantine.RedriveQuarantined;
import datastream.http.Access;
import datastream.http.Problem;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.http.RequestBody;
import datastream.reading.IngestOutcome;
import datastream.reading.InvalidField;
import datastream.wire.OutcomeJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The quarantine, for administrators: {@code /api/quarantine}. */
public final class QuarantineRoutes {

    private static final String ALL = "/api/quarantine";
    private static final String ONE = ALL + "/{id}";

    private final QuarantineStore store;
    private final RedriveQuarantined redrive;
    private final DeleteQuarantined delete;
    private final Clock clock;

    private record Deleted(int deleted, long left) {}

    public QuarantineRoutes(
            QuarantineStore store,
            RedriveQuarantined redrive,
            DeleteQuarantined delete,
            Clock clock) {
        this.store = store;
        this.redrive = redrive;
        this.delete = delete;
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get(ALL, this::find, Access.ADMINISTER);
        routes.delete(ALL, this::deleteMany, Access.ADMINISTER);
        routes.post(ALL + "/redrive", this::redriveMany, Access.ADMINISTER);
        routes.get(ONE, this::show, Access.ADMINISTER);
        routes.delete(ONE, this::delete, Access.ADMINISTER);
        routes.post(ONE + "/redrive", this::redrive, Access.ADMINISTER);
    }

    private void find(Context ctx) {
        QuarantineParameters.Found wanted = QuarantineParameters.page(ctx, clock);
        Slice<QuarantineEntry> found = store.find(wanted.filter(), wanted.page());
        List<QuarantineView> data = found.data().stream().map(QuarantineView::of).toList();
        ctx.json(new Slice<>(data, found.total()));
    }

    private void show(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        ctx.json(QuarantineView.of(entry(ctx)));
    }

    private void delete(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        if (store.delete(List.of(QuarantineParameters.id(ctx))) == 0) {
            throw notThere();
        }
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void deleteMany(Context ctx) {
        QuarantineFilter filter = QuarantineParameters.many(ctx, clock);
        int deleted = delete.delete(filter);
        ctx.json(new Deleted(deleted, store.count(filter)));
    }

    private void redrive(Context ctx) throws InterruptedException {
        QueryParameters.of(ctx, Set.of());
        try (RequestBody body = RequestBody.read(ctx)) {
            byte[] bytes = body.bytes();
            QuarantineEntry entry = entry(ctx);
            answer(ctx, bytes.length == 0 ? asItIs(entry) : corrected(ctx, entry, bytes));
        }
    }

    private IngestOutcome asItIs(QuarantineEntry entry) throws InterruptedException {
        if (!entry.isReading()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    entry.latest().whole()
                            ? "This is not a reading and cannot become one by itself; send the corrected reading along"
                            : "Only the beginning of this is kept; send the corrected reading along");
        }
        return redrive.redrive(entry);
    }

    private IngestOutcome corrected(Context ctx, QuarantineEntry entry, byte[] body)
            throws InterruptedException {
        RequestBody.requireType(ctx, "application/json");
        return redrive.correct(entry, QuarantinedContent.one(body));
    }

    private static void answer(Context ctx, IngestOutcome outcome) {
        if (outcome.anythingStored()) {
            ctx.json(OutcomeJson.of(outcome));
        } else {
            NothingStored problem = NothingStored.of(outcome.rejections());
            Problem.answer(ctx, problem.status(), problem);
        }
    }

    private void redriveMany(Context ctx) throws InterruptedException {
        QuarantineFilter filter = QuarantineParameters.many(ctx, clock);
        if (filter.reason() == Quarantined.Reason.MALFORMED) {
            throw new InvalidField(
                    "reason",
                    "must not be malformed: such a content is no reading, each needs a corrected one");
        }
        ctx.json(redrive.redrive(filter));
    }

    private QuarantineEntry entry(Context ctx) {
        QuarantineEntry entry = store.find(QuarantineParameters.id(ctx));
        if (entry == null) {
            throw notThere();
        }
        return entry;
    }

    private static ProblemException notThere() {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "There is no such entry in quarantine, or no longer");
    }
}
