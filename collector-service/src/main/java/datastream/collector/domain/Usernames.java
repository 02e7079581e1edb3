package datastream.collector.domain;

import datastream.reading.InvalidField;
import java.util.regex.Pattern;

/** What an account may be called. */
public final class Usernames {

    private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9._-]{1,49}");

    private Usernames() {}

    /** Whether an account can have this name. */
    public static boolean isPossible(String username) {
        return RULE.matcher(username).matches();
    }

    /**
     * @throws InvalidField unless an account can have this name; it does not repeat it, since it
     *     may be a password in the wrong place
     */
    public static void check(String username) {
        if (!isPossible(username)) {
            throw new InvalidField("username", "must match " + RULE.pattern());
        }
    }
}
