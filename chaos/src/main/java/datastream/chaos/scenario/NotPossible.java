package datastream.chaos.scenario;

/** This machine does not allow a scenario; the message says why. */
final class NotPossible extends RuntimeException {

    NotPossible(String message) {
        super(message);
    }
}
