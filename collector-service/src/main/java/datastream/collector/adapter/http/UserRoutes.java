package datastream.collector.adapter.http;

import datastream.collector.domain.Account;
import datastream.collector.domain.AccountEdit;
import datastream.collector.domain.Page;
import datastream.collector.domain.Slice;
import datastream.collector.domain.Usernames;
import datastream.collector.usecase.account.AccountDirectory;
import datastream.collector.usecase.account.AccountDirectory.Outcome;
import datastream.collector.usecase.account.Accounts;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Json;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.security.Principal;
import datastream.security.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All accounts, for administrators: {@code /api/users}. */
public final class UserRoutes {

    static final String ONE = "/api/users/{username}";

    private static final String ALL = "/api/users";
    private static final int MOST = 1_000;

    private final Accounts accounts;
    private final AccountDirectory directory;
    private final Actors actors;

    private record Edit(@Nullable Role role, @Nullable Boolean disabled) {}

    public UserRoutes(Accounts accounts, AccountDirectory directory, Actors actors) {
        this.accounts = accounts;
        this.directory = directory;
        this.actors = actors;
    }

    public void addTo(RoutesConfig routes) {
        routes.get(ALL, this::find, Access.ADMINISTER);
        routes.get(ONE, this::show, Access.ADMINISTER);
        routes.patch(ONE, this::edit, Access.ADMINISTER);
        routes.delete(ONE, this::delete, Access.ADMINISTER);
    }

    private void find(Context ctx) {
        QueryParameters query = QueryParameters.of(ctx, Set.of("limit", "offset"));
        Page page =
                new Page(
                        query.integerOr("limit", Page.USUAL, 1, MOST),
                        ReadingParameters.offset(query),
                        Page.Order.ASC);
        Slice<Account> found = directory.find(page);
        ctx.json(new Slice<>(found.data().stream().map(UserView::of).toList(), found.total()));
    }

    private void show(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        Account account = accounts.find(username(ctx));
        if (account == null) {
            throw notThere();
        }
        ctx.json(UserView.of(account));
    }

    private void edit(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        Edit wanted = Json.body(ctx, Edit.class);
        AccountEdit edit = new AccountEdit(wanted.role(), wanted.disabled());
        ctx.json(UserView.of(done(directory.edit(username(ctx), edit, by(ctx), actors.of(ctx)))));
    }

    private void delete(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        done(directory.delete(username(ctx), by(ctx), actors.of(ctx)));
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private static Principal by(Context ctx) {
        return Objects.requireNonNull(BearerGuard.principal(ctx));
    }

    private static Account done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var account) -> account;
            case Outcome.NotThere() -> throw notThere();
            case Outcome.CutOff() -> throw BearerGuard.cutOff();
            case Outcome.LastAdministrator() ->
                    throw new ProblemException(
                            HttpStatus.CONFLICT,
                            "This is the last administrator who is not disabled; make another first");
        };
    }

    /** The account that a path names. */
    static String username(Context ctx) {
        String username = ctx.pathParam("username");
        if (!Usernames.isPossible(username)) {
            throw notThere();
        }
        return username;
    }

    static ProblemException notThere() {
        return new ProblemException(HttpStatus.NOT_FOUND, "There is no such account");
    }
}
