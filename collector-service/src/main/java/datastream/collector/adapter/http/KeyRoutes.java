package datastream.collector.adapter.http;

import datastream.collector.domain.ApiKey;
import datastream.collector.domain.KeyTerms;
import datastream.collector.domain.Page;
import datastream.collector.domain.Slice;
import datastream.collector.domain.StoredKey;
import datastream.collector.usecase.key.CreateKey;
import datastream.collector.usecase.key.KeyDirectory;
import datastream.collector.usecase.key.KeyDirectory.Outcome;
import datastream.collector.usecase.key.RevokeKey;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Json;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.security.Principal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Objects;
import java.util.Set;

/** All API keys, for administrators: {@code /api/keys}. */
public final class KeyRoutes {

    private static final String ALL = "/api/keys";
    private static final String ONE = ALL + "/{id}";
    private static final int MOST = 1_000;

    private final KeyDirectory directory;
    private final CreateKey createKey;
    private final RevokeKey revokeKey;
    private final Actors actors;

    public KeyRoutes(
            KeyDirectory directory, CreateKey createKey, RevokeKey revokeKey, Actors actors) {
        this.directory = directory;
        this.createKey = createKey;
        this.revokeKey = revokeKey;
        this.actors = actors;
    }

    public void addTo(RoutesConfig routes) {
        routes.post(ALL, this::create, Access.ADMINISTER);
        routes.get(ALL, this::find, Access.ADMINISTER);
        routes.get(ONE, this::show, Access.ADMINISTER);
        routes.delete(ONE, this::revoke, Access.ADMINISTER);
    }

    private void create(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        KeyTerms terms = Json.body(ctx, KeyBody.class).terms();
        CreateKey.Made made = createKey.create(terms, by(ctx), actors.of(ctx));
        answer(ctx, made.key(), done(made.outcome()));
    }

    private static void answer(Context ctx, ApiKey key, StoredKey stored) {
        ctx.status(HttpStatus.CREATED);
        ctx.header("Location", ALL + "/" + stored.id());
        ctx.json(NewKeyView.of(key, stored));
    }

    private void find(Context ctx) {
        QueryParameters query = QueryParameters.of(ctx, Set.of("limit", "offset"));
        Page page =
                new Page(
                        query.integerOr("limit", Page.USUAL, 1, MOST),
                        ReadingParameters.offset(query),
                        Page.Order.ASC);
        Slice<StoredKey> found = directory.find(page);
        ctx.json(new Slice<>(found.data().stream().map(KeyView::of).toList(), found.total()));
    }

    private void show(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        StoredKey key = directory.find(QuarantineParameters.id(ctx));
        if (key == null) {
            throw notThere();
        }
        ctx.json(KeyView.of(key));
    }

    private void revoke(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        done(revokeKey.revoke(QuarantineParameters.id(ctx), by(ctx), actors.of(ctx)));
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private static Principal by(Context ctx) {
        return Objects.requireNonNull(BearerGuard.principal(ctx));
    }

    private static StoredKey done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var key) -> key;
            case Outcome.NotThere() -> throw notThere();
            case Outcome.CutOff() -> throw BearerGuard.cutOff();
            case Outcome.NameTaken() ->
                    throw conflict(
                            "There is a key of this name; one that is revoked or expired keeps it for 90 days");
            case Outcome.TooMany(int most) ->
                    throw conflict(
                            "There are %d keys that are good already; revoke some first"
                                    .formatted(most));
        };
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, detail);
    }

    private static ProblemException notThere() {
        return new ProblemException(HttpStatus.NOT_FOUND, "There is no such key");
    }
}
