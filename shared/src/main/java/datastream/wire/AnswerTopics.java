package datastream.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where answers over MQTT go: {@code datastream/acknowledgements/{user}/…}. A broker that knows its
 * users lets each of them read below its own name alone, and the collector write below all of them.
 */
public final class AnswerTopics {

    /** Below this a broker lets the collector publish. */
    public static final String ROOT = "datastream/acknowledgements/";

    /** What would be another level, or any. */
    private static final Pattern UNFIT = Pattern.compile("[/+#\\p{Cntrl}]");

    private AnswerTopics() {}

    /** Whether this topic, or filter, is below a user's name. */
    public static boolean belongsTo(String user, String topic) {
        return isLevel(user) && topic.startsWith(ROOT + user + "/");
    }

    /**
     * A client's own topic.
     *
     * @param user its name at the broker; none, or one that can be no level, is left out
     * @param client no other client's name
     */
    public static String of(@Nullable String user, String client) {
        return ROOT + (user != null && isLevel(user) ? user + "/" : "") + client;
    }

    private static boolean isLevel(String user) {
        return !user.isEmpty() && !UNFIT.matcher(user).find();
    }
}
