package datastream.collector.adapter.http;

import datastream.collector.domain.Change;
import datastream.collector.domain.ChangeRequest;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Slice;
import datastream.collector.usecase.change.ChangeLog;
import datastream.collector.usecase.change.ChangeQueue;
import datastream.collector.usecase.change.UndoChange;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who changed what: {@code /api/changes}, and taking it back. */
public final class ChangeRoutes {

    private static final String ALL = ChangeAnswers.PATH;
    private static final String ONE = ALL + "/{id}";
    private static final Set<String> PAGE = Set.of("limit", "after");

    private final ChangeLog log;
    private final ChangeQueue queue;
    private final UndoChange undoChange;
    private final Clock clock;

    public ChangeRoutes(ChangeLog log, ChangeQueue queue, UndoChange undoChange, Clock clock) {
        this.log = log;
        this.queue = queue;
        this.undoChange = undoChange;
        this.clock = clock;
    }

    /**
     * A change with a page of its readings.
     *
     * @param readings ordered by their sensors' keys and time
     */
    private record DetailView(ChangeView change, List<ChangedReadingView> readings, Links links) {}

    /** A page of the readings that an undo has left alone. */
    private record ConflictPage(List<ConflictView> data, Links links) {}

    /**
     * @param next address of the next page, relative to the server; null on the last
     */
    private record Links(@Nullable String next) {}

    public void addTo(RoutesConfig routes) {
        routes.get(ALL, this::find, Access.READ);
        routes.get(ONE, this::show, Access.READ);
        routes.get(ONE + "/conflicts", this::conflicts, Access.READ);
        routes.post(ONE + "/undo", this::undo, Access.EDIT);
        routes.post(ONE + "/cancel", this::cancel, Access.EDIT);
    }

    private void find(Context ctx) {
        ChangeParameters.Found wanted = ChangeParameters.page(ctx, clock);
        Slice<Change> found = log.find(wanted.filter(), wanted.page());
        ctx.json(new Slice<>(found.data().stream().map(ChangeView::of).toList(), found.total()));
    }

    private void show(Context ctx) {
        QueryParameters query = QueryParameters.of(ctx, PAGE);
        int limit = ChangeParameters.limit(query);
        ReadingId after = ChangeParameters.after(query);
        Change change = change(ctx);
        var found = log.readings(change.id(), after, limit + 1);
        var data = found.stream().limit(limit).map(ChangedReadingView::of).toList();
        boolean last = found.size() <= limit;
        Links links = links(ctx, query, last ? null : data.getLast().id());
        ctx.json(new DetailView(ChangeView.of(change), data, links));
    }

    private void conflicts(Context ctx) {
        QueryParameters query = QueryParameters.of(ctx, PAGE);
        int limit = ChangeParameters.limit(query);
        ReadingId after = ChangeParameters.after(query);
        var found = log.conflicts(change(ctx).id(), after, limit + 1);
        var data = found.stream().limit(limit).map(ConflictView::of).toList();
        boolean last = found.size() <= limit;
        ctx.json(new ConflictPage(data, links(ctx, query, last ? null : data.getLast().id())));
    }

    private static Links links(Context ctx, QueryParameters query, @Nullable String last) {
        return new Links(
                last == null
                        ? null
                        : ctx.path() + "?" + query.with("after", last, Set.of("after")));
    }

    private void undo(Context ctx) {
        QueryParameters query = QueryParameters.of(ctx, Set.of("reason"));
        long id = QuarantineParameters.id(ctx);
        String user = Objects.requireNonNull(BearerGuard.principal(ctx)).name();
        String reason = query.text("reason");
        ChangeRequest request = new ChangeRequest(new ChangeTask.Undo(id), user, reason);
        ChangeAnswers.answer(ctx, request, undoChange.undo(id, user, reason));
    }

    private void cancel(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        long id = change(ctx).id();
        if (!queue.cancel(id)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "This change has ended already; it can be undone");
        }
        ctx.json(ChangeView.of(change(ctx)));
    }

    private Change change(Context ctx) {
        Change change = log.find(QuarantineParameters.id(ctx));
        if (change == null) {
            throw ChangeAnswers.notThere();
        }
        return change;
    }
}
