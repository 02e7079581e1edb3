package datastream.wire;

/** A payload that cannot be taken apart into readings at all: nothing of it is stored. */
public final class MalformedPayload extends RuntimeException {

    public MalformedPayload(String message) {
        super(message, null, false, false);
    }

    /** What is wrong and where, in words for the sender. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
