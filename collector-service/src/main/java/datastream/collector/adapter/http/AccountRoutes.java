package datastream.collector.adapter.http;

import datastream.collector.usecase.account.Caller;
import datastream.collector.usecase.account.ChangePassword;
import datastream.collector.usecase.account.LogIn;
import datastream.collector.usecase.account.RegisterAccount;
import datastream.collector.usecase.account.RegisterAccount.Result;
import datastream.collector.usecase.account.Registration;
import datastream.collector.usecase.account.TooManyAttempts;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Json;
import datastream.http.Problem;
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

/**
 * What needs a password: {@code POST /register}, {@code POST /login} and {@code PUT
 * /api/users/{username}/password}.
 */
public final class AccountRoutes {

    /** Two are hashed at a time, some 50 ms each: who waits behind these has waited long enough. */
    private static final int MOST_AT_ONCE = 34;

    private final RegisterAccount registerAccount;
    private final LogIn logIn;
    private final ChangePassword changePassword;
    private final Actors actors;
    private final Places places =
            new Places(MOST_AT_ONCE, "Too many log in or register at once; try again");

    private record NewAccountBody(
            @Nullable String username,
            @Nullable String password,
            @Nullable Role role,
            @Nullable String setupToken) {
        @Override
        public String toString() {
            return "NewAccountBody[hidden]";
        }
    }

    private record Credentials(
            @Nullable String username, @Nullable String password, @Nullable String otp) {
        @Override
        public String toString() {
            return "Credentials[hidden]";
        }
    }

    private record NewPassword(@Nullable String oldPassword, @Nullable String password) {
        @Override
        public String toString() {
            return "NewPassword[hidden]";
        }
    }

    private record AccountView(String username, Role role) {}

    public AccountRoutes(
            RegisterAccount registerAccount,
            LogIn logIn,
            ChangePassword changePassword,
            Actors actors) {
        this.registerAccount = registerAccount;
        this.logIn = logIn;
        this.changePassword = changePassword;
        this.actors = actors;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/register", this::register, Access.ANYONE_NAMED_OR_NOT);
        routes.post("/login", this::logIn, Access.ANYONE);
        routes.put(UserRoutes.ONE + "/password", this::changePassword, Access.NAMED);
        routes.exception(TooManyAttempts.class, AccountRoutes::answer);
    }

    private static void answer(TooManyAttempts e, Context ctx) {
        // Rounded up: who comes back then is not a moment too early.
        ctx.header("Retry-After", String.valueOf(e.pause().plusMillis(999).toSeconds()));
        Problem.of(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage())).answer(ctx);
    }

    private void register(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        NewAccountBody body = Json.body(ctx, NewAccountBody.class);
        Registration wanted =
                new Registration(
                        Json.required("username", body.username()),
                        Json.required("password", body.password()),
                        body.role(),
                        body.setupToken());
        Caller caller =
                new Caller(
                        BearerGuard.principal(ctx), LoopbackCaller.asks(ctx), actors.source(ctx));
        switch (places.in(() -> registerAccount.register(wanted, caller))) {
            case Result.Registered(var account) -> {
                ctx.status(HttpStatus.CREATED);
                ctx.json(new AccountView(account.username(), account.role()));
            }
            case Result.NameTaken() ->
                    throw new ProblemException(HttpStatus.CONFLICT, "This username is taken");
            case Result.CutOff() -> throw BearerGuard.cutOff();
            case Result.NotAllowed() -> throw notAllowed(caller.principal());
            case Result.SetupTokenNeeded() ->
                    throw new ProblemException(
                            HttpStatus.FORBIDDEN,
                            "The first account is made on the collector's own machine, or with the setup_token that stands in its log");
        }
    }

    private static ProblemException notAllowed(@Nullable Principal caller) {
        String detail = "There are accounts already: a further one needs an administrator's token";
        return caller == null
                ? ProblemException.unauthorized(detail)
                : new ProblemException(HttpStatus.FORBIDDEN, detail);
    }

    private void logIn(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        Credentials credentials = Json.body(ctx, Credentials.class);
        String username = Json.required("username", credentials.username());
        String password = Json.required("password", credentials.password());
        String otp = credentials.otp();
        switch (places.in(() -> logIn.logIn(username, password, otp, actors.of(ctx)))) {
            case LogIn.Result.LoggedIn(var tokens) -> ctx.json(TokenView.of(tokens));
            case LogIn.Result.Refused() ->
                    throw ProblemException.unauthorized(
                            "The username is unknown or the password is wrong");
            case LogIn.Result.CodeNeeded() -> CodeProblem.needed().answer(ctx);
            case LogIn.Result.CodeRefused() -> CodeProblem.refused().answer(ctx);
            case LogIn.Result.CodeUnreadable() -> CodeProblem.unreadable().answer(ctx);
        }
    }

    private void changePassword(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        NewPassword wanted = Json.body(ctx, NewPassword.class);
        String password = Json.required("password", wanted.password());
        Principal caller = Objects.requireNonNull(BearerGuard.principal(ctx));
        // Whether there is such an account is told to administrators only.
        String username = ctx.pathParam("username");
        switch (places.in(
                () ->
                        changePassword.change(
                                caller,
                                actors.of(ctx),
                                username,
                                wanted.oldPassword(),
                                password))) {
            case CHANGED -> ctx.status(HttpStatus.NO_CONTENT);
            case NOT_THERE -> throw UserRoutes.notThere();
            case CUT_OFF -> throw BearerGuard.cutOff();
            case NOT_ALLOWED ->
                    throw forbidden("Only an administrator may change the password of another");
            case WRONG_PASSWORD -> throw forbidden("The old password is wrong");
            case CHANGED_MEANWHILE ->
                    throw new ProblemException(
                            HttpStatus.CONFLICT,
                            "The account has been changed in this very moment");
        }
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(HttpStatus.FORBIDDEN, detail);
    }
}
