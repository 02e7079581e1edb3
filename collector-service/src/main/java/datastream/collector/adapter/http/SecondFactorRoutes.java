package datastream.collector.adapter.http;

import datastream.collector.domain.RecoveryCode;
import datastream.collector.domain.TotpSecret;
import datastream.collector.usecase.account.OwnSecondFactor;
import datastream.collector.usecase.account.OwnSecondFactor.Outcome;
import datastream.collector.usecase.account.OwnSecondFactor.Owner;
import datastream.collector.usecase.account.OwnSecondFactor.Refusal;
import datastream.collector.usecase.account.ResetSecondFactor;
import datastream.collector.usecase.account.ShowSecondFactor;
import datastream.collector.usecase.account.ShowSecondFactor.Result;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Json;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.security.Principal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The second factors of accounts: {@code /api/users/{username}/second-factor}. */
public final class SecondFactorRoutes {

    private static final String PATH = UserRoutes.ONE + "/second-factor";

    /** Each needs a password, and those who log in are to find a place to have theirs checked. */
    private static final int MOST_AT_ONCE = 4;

    private final OwnSecondFactor own;
    private final ResetSecondFactor reset;
    private final ShowSecondFactor show;
    private final Actors actors;
    private final Places places =
            new Places(MOST_AT_ONCE, "Too many change second factors at once; try again");

    private record PasswordBody(@Nullable String password) {
        @Override
        public String toString() {
            return "PasswordBody[hidden]";
        }
    }

    private record PasswordAndCode(@Nullable String password, @Nullable String otp) {
        @Override
        public String toString() {
            return "PasswordAndCode[hidden]";
        }
    }

    private record StateView(boolean on, int recoveryCodesLeft) {}

    /** For the one who may have it, this once. */
    private record SecretView(String secret, String uri) {
        static SecretView of(TotpSecret secret, String username) {
            return new SecretView(secret.base32(), secret.uri(username));
        }

        @Override
        public String toString() {
            return "SecretView[hidden]";
        }
    }

    /** For the one who may have them, this once. */
    private record RecoveryView(List<String> recoveryCodes) {
        static RecoveryView of(List<RecoveryCode> codes) {
            return new RecoveryView(codes.stream().map(RecoveryCode::text).toList());
        }

        @Override
        public String toString() {
            return "RecoveryView[hidden]";
        }
    }

    public SecondFactorRoutes(
            OwnSecondFactor own, ResetSecondFactor reset, ShowSecondFactor show, Actors actors) {
        this.own = own;
        this.reset = reset;
        this.show = show;
        this.actors = actors;
    }

    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::show, Access.NAMED);
        routes.post(PATH, this::begin, Access.NAMED);
        routes.post(PATH + "/confirm", this::confirm, Access.NAMED);
        routes.post(PATH + "/disable", this::turnOff, Access.NAMED);
        routes.delete(PATH, this::reset, Access.ADMINISTER);
    }

    private void show(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        switch (show.show(ctx.pathParam("username"), principal(ctx))) {
            case Result.Shown(var on, var recoveryCodes) ->
                    ctx.json(new StateView(on, recoveryCodes));
            case Result.NotThere() -> throw UserRoutes.notThere();
            case Result.NotAllowed() ->
                    throw forbidden("Only an administrator may look at the account of another");
        }
    }

    private void begin(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        Owner owner = owner(ctx, Json.body(ctx, PasswordBody.class).password());
        answer(ctx, () -> own.begin(owner));
    }

    private void confirm(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        PasswordAndCode body = Json.body(ctx, PasswordAndCode.class);
        Owner owner = owner(ctx, body.password());
        String otp = Json.required("otp", body.otp());
        answer(ctx, () -> own.confirm(owner, otp));
    }

    private void turnOff(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        PasswordAndCode body = Json.body(ctx, PasswordAndCode.class);
        Owner owner = owner(ctx, body.password());
        String otp = Json.required("otp", body.otp());
        answer(ctx, () -> own.turnOff(owner, otp));
    }

    private Owner owner(Context ctx, @Nullable String password) {
        return new Owner(
                ctx.pathParam("username"), Json.required("password", password), actors.of(ctx));
    }

    private void answer(Context ctx, Supplier<Outcome> change) {
        switch (places.in(change)) {
            case Outcome.Begun(var secret) -> {
                ctx.status(HttpStatus.CREATED);
                ctx.json(SecretView.of(secret, principal(ctx).name()));
            }
            case Outcome.On(var recovery) -> ctx.json(RecoveryView.of(recovery));
            case Outcome.Off() -> ctx.status(HttpStatus.NO_CONTENT);
            case Outcome.Refused(var why) -> throw problem(why);
        }
    }

    private static ProblemException problem(Refusal why) {
        return switch (why) {
            case NOT_OWN ->
                    forbidden(
                            "Everybody has to do this for himself; an administrator can reset it");
            case WRONG_PASSWORD -> forbidden("The password is wrong");
            case WRONG_CODE ->
                    forbidden("The code is wrong, too old, or was used before; each is good once");
            case UNREADABLE ->
                    conflict(
                            "No code of this account can be checked, since the secret of the installation has changed: use a recovery code, or get another secret where none is confirmed");
            case ON_ALREADY -> conflict("The account has a second factor; turn it off first");
            case NOT_BEGUN -> conflict("There is nothing to confirm; get a secret first");
            case NOT_ON -> conflict("The account has no second factor");
            case CHANGED_MEANWHILE -> changedMeanwhile();
        };
    }

    private void reset(Context ctx) {
        QueryParameters.of(ctx, Set.of());
        switch (reset.reset(ctx.pathParam("username"), principal(ctx), actors.of(ctx))) {
            case RESET -> ctx.status(HttpStatus.NO_CONTENT);
            case OWN ->
                    throw forbidden("Your own is turned off with password and code; see disable");
            case NOT_THERE -> throw UserRoutes.notThere();
            case NOT_ON -> throw conflict("The account has no second factor");
            case CUT_OFF -> throw BearerGuard.cutOff();
            case CHANGED_MEANWHILE -> throw changedMeanwhile();
        }
    }

    private static Principal principal(Context ctx) {
        return Objects.requireNonNull(BearerGuard.principal(ctx));
    }

    private static ProblemException changedMeanwhile() {
        return conflict("The account has been changed in this very moment");
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, detail);
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(HttpStatus.FORBIDDEN, detail);
    }
}
