package datastream.security;

/** A token is missing, forged, expired or not one of ours. */
public final class InvalidToken extends Exception {

    /** What is said to those who have been cut off since, wherever that is found. */
    public static final String CUT_OFF =
            "The account has been changed or the session has ended since this token was made; POST /login gives a new one";

    public InvalidToken(String message) {
        super(message, null, false, false);
    }
}
