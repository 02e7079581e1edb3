package datastream.security;

/** A token is missing, forged, expired or not one of ours. */
public final class InvalidToken extends Exception {

    public InvalidToken(String message) {
        super(message, null, false, false);
    }
}
