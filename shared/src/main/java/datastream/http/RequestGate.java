package datastream.http;

import datastream.security.Principal;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * What a request must get past once it is known who sends it, and before anything is done for him;
 * also one whose token is no good, before he is told so. Routes that are {@link Access#WATCHED} are
 * not asked about. Thread-safe.
 */
@FunctionalInterface
public interface RequestGate {

    /** Lets everybody pass. */
    RequestGate OPEN = (ctx, principal) -> {};

    /**
     * @param principal null when nothing good is shown, or nothing is looked at
     * @throws ProblemException when it may not go on; 429 when there were too many
     */
    void pass(Context ctx, @Nullable Principal principal);
}
