package datastream.generator.simulation;

/** A generator cannot be created beside those that exist. */
public final class CreationRefused extends RuntimeException {

    CreationRefused(String message) {
        super(message, null, false, false);
    }

    /** Why, in words for the caller. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
