package datastream.collector;

/** Why a collector could not start, in one line for whoever started it. */
public final class StartFailure extends RuntimeException {

    private StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    static StartFailure port(String setting, int port, Throwable cause) {
        return new StartFailure(
                "%s %d cannot be opened: is something else using it? (%s)"
                        .formatted(setting, port, cause.getMessage()),
                cause);
    }
}
