package datastream.http;

import io.javalin.http.HttpStatus;
import java.util.Map;

/** Ends the handling of a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public ProblemException(HttpStatus status, String detail) {
        this(Problem.of(status, detail), Map.of());
    }

    /** 401, with the challenge that RFC 9110 asks for. */
    public static ProblemException unauthorized(String detail) {
        return new ProblemException(
                Problem.of(HttpStatus.UNAUTHORIZED, detail),
                Map.of("WWW-Authenticate", "Bearer realm=\"datastream\""));
    }

    public Problem problem() {
        return problem;
    }

    /** Headers that belong to the answer, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return headers;
    }
}
