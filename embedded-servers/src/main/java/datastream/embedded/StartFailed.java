package datastream.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server did not start; nothing of it runs any more. The message is for the user. */
public final class StartFailed extends RuntimeException {

    StartFailed(String message) {
        super(message);
    }

    StartFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
