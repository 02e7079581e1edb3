package datastream.stack;

/** Why the stack does not run, in words for whoever started it. */
final class StackFailure extends RuntimeException {

    StackFailure(String message) {
        super(message);
    }

    StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
