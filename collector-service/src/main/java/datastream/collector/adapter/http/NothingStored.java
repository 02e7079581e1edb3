package datastream.collector.adapter.http;

import datastream.http.Problem.FieldError;
import datastream.reading.Rejection;
import io.javalin.http.HttpStatus;
import java.util.List;

/**
 * The problem that answers a submission of which nothing could be stored: 409 when every reading
 * contradicts a stored one, else 400.
 *
 * @param errors the first rejection's field, where every problem of this API names it
 * @param rejected every rejection
 */
record NothingStored(
        String type,
        String title,
        int status,
        String detail,
        List<FieldError> errors,
        List<Rejection> rejected) {

    static NothingStored of(List<Rejection> rejected) {
        boolean conflicts = rejected.stream().allMatch(r -> r.code() == Rejection.Code.CONFLICT);
        HttpStatus status = conflicts ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
        Rejection first = rejected.getFirst();
        return new NothingStored(
                "about:blank",
                status.getMessage(),
                status.getCode(),
                "None of %d readings could be stored; reading %d: %s"
                        .formatted(rejected.size(), first.index(), describe(first)),
                List.of(new FieldError(first.field(), first.message())),
                rejected);
    }

    private static String describe(Rejection rejection) {
        return (rejection.field() + " " + rejection.message()).strip();
    }
}
