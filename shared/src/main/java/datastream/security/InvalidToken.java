package datastream.security;

/** A token is missing, forged, expired or not one of ours. */
public final class InvalidToken extends Exception {

    /** What is said to those who have been cut off since, wherever that is found. */
    public static final String CUT_OFF =
            "The account has been changed or the session has ended since this token was made; POST /login gives a new one";

    private static final String KEY_CUT_OFF =
            "The API key has expired or has been revoked; an administrator makes another";

    /** The same for whom it is said to. */
    public static String cutOff(Principal principal) {
        return principal.isKey() ? KEY_CUT_OFF : CUT_OFF;
    }

    public InvalidToken(String message) {
        super(message, null, false, false);
    }
}
