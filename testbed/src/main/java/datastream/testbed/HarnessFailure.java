package datastream.testbed;

/** The harness itself could not do its work; says nothing about what is tested. */
public final class HarnessFailure extends RuntimeException {

    public HarnessFailure(String message) {
        super(message);
    }

    public HarnessFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
