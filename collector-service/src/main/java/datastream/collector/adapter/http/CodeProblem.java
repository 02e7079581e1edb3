package datastream.collector.adapter.http;

import datastream.http.Problem;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * A log-in whose password was right, and whose code is missing, was not, or cannot be looked at: a
 * {@link Problem} with a word for programs that ask for a code then.
 *
 * @param code which of the three, for programs
 */
record CodeProblem(String type, String title, int status, String detail, String code) {

    private static final HttpStatus STATUS = HttpStatus.UNAUTHORIZED;

    static CodeProblem needed() {
        return of(
                "second_factor_required",
                "This account has a second factor: send otp, too, with the code of its app or a recovery code. Programs that run by themselves show an API key instead of logging in");
    }

    static CodeProblem refused() {
        return of(
                "second_factor_refused",
                "The code is wrong, too old, or was used before; each is good once");
    }

    static CodeProblem unreadable() {
        return of(
                "second_factor_unreadable",
                "No code of this account can be checked, since the secret of the installation has changed: use a recovery code, or ask an administrator");
    }

    private static CodeProblem of(String code, String detail) {
        return new CodeProblem("about:blank", STATUS.getMessage(), STATUS.getCode(), detail, code);
    }

    void answer(Context ctx) {
        ctx.header("WWW-Authenticate", "Bearer realm=\"datastream\"");
        Problem.answer(ctx, status, this);
    }
}
