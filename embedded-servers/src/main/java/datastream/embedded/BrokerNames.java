package datastream.embedded;

import java.util.regex.Pattern;

/**
 * Names of clients. Every user has a space of its own for them: {@code user/client}. What a client
 * calls itself then matters to its own user alone, who can neither cut another's client off by
 * taking its name nor come into its session, with the messages that wait there.
 */
final class BrokerNames {

    /** Without what separates levels of a topic, or stands for any of them. */
    private static final Pattern USER = Pattern.compile("[\\p{Alnum}._:@-]{1,64}");

    private static final int LONGEST_CLIENT = 256;

    private BrokerNames() {}

    /** Whether this may be a user's name; it becomes part of topics and of clients' names. */
    static boolean isUser(String user) {
        return USER.matcher(user).matches();
    }

    /** Whether the broker can know a client of a user by the name that it gives itself. */
    static boolean canQualify(String user, String client) {
        return isUser(user) && client.length() <= LONGEST_CLIENT;
    }

    static String qualified(String user, String client) {
        return user + "/" + client;
    }

    /** Whether a client's name is in this user's space. */
    static boolean belongsTo(String user, String qualified) {
        return isUser(user) && qualified.startsWith(user + "/");
    }
}
