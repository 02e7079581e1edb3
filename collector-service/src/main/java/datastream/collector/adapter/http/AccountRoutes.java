package datastream.collector.adapter.http;

import datastream.collector.usecase.account.LogIn;
import datastream.collector.usecase.account.RegisterAccount;
import datastream.collector.usecase.account.RegisterAccount.Result;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Json;
import datastream.http.Problem;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.reading.Timestamps;
import datastream.security.IssuedToken;
import datastream.security.Principal;
import datastream.security.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Accounts: {@code POST /register} and {@code POST /login}. */
public final class AccountRoutes {

    /** Two are hashed at a time, some 50 ms each: who waits behind these has waited long enough. */
    private static final int MOST_AT_ONCE = 34;

    private final RegisterAccount registerAccount;
    private final LogIn logIn;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private record Registration(
            @Nullable String username, @Nullable String password, @Nullable Role role) {}

    private record Credentials(@Nullable String username, @Nullable String password) {}

    private record AccountView(String username, Role role) {}

    private record TokenView(String token, String tokenType, String expiresAt) {}

    public AccountRoutes(RegisterAccount registerAccount, LogIn logIn) {
        this.registerAccount = registerAccount;
        this.logIn = logIn;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/register", this::register, Access.ANYONE_NAMED_OR_NOT);
        routes.post("/login", this::logIn, Access.ANYONE);
    }

    private void register(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        Registration wanted = Json.body(ctx, Registration.class);
        Principal caller = BearerGuard.principal(ctx);
        String username = Json.required("username", wanted.username());
        String password = Json.required("password", wanted.password());
        Result result =
                inPlace(() -> registerAccount.register(username, password, wanted.role(), caller));
        switch (result) {
            case Result.Registered(var account) -> {
                ctx.status(HttpStatus.CREATED);
                ctx.json(new AccountView(account.username(), account.role()));
            }
            case Result.NameTaken() ->
                    throw new ProblemException(HttpStatus.CONFLICT, "This username is taken");
            case Result.NotAllowed() -> throw notAllowed(caller);
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
        IssuedToken token = inPlace(() -> logIn.logIn(username, password));
        if (token == null) {
            throw ProblemException.unauthorized("The username is unknown or the password is wrong");
        }
        String expiresAt = Timestamps.format(Timestamps.toMicros(token.expiresAt()));
        ctx.json(new TokenView(token.text(), "Bearer", expiresAt));
    }

    /** The body has been read before: a slow sender takes no place. */
    private <T extends @Nullable Object> T inPlace(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "Too many log in or register at once; try again"),
                    Map.of("Retry-After", "1"));
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
