package datastream.security;

/** A token is missing, forged, expired or not one of ours. */
public final class InvalidToken extends Exception {

    /** What is said to those whose account has been changed since, wherever that is found. */
    public static final String CUT_OFF =
            "The account has been changed since this token was made; POST /login gives a new one";

    public InvalidToken(String message) {
        super(message, null, false, false);
    }
}
