package datastream.collector.domain;

import datastream.reading.InvalidField;

/** What a password must be like. */
public final class PasswordRules {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;

    private PasswordRules() {}

    /**
     * @param username whose password it is to be
     * @throws InvalidField that does not repeat it, when it breaks a rule
     */
    public static void check(String username, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new InvalidField(
                    "password", "must have %d to %d characters".formatted(SHORTEST, LONGEST));
        }
    }
}
