package datastream.collector.domain;

import datastream.reading.InvalidField;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish to change stored readings.
 *
 * @param task what is to be done
 * @param user who asks
 * @param reason why, in the caller's words, 1 to {@link #LONGEST_REASON} characters, or null
 * @param confirmation what tells the confirmation from all others, which allows one change; or null
 */
public record ChangeRequest(
        ChangeTask task, String user, @Nullable String reason, @Nullable String confirmation) {

    public static final int LONGEST_REASON = 500;

    /** A wish that nobody had to confirm. */
    public ChangeRequest(ChangeTask task, String user, @Nullable String reason) {
        this(task, user, reason, null);
    }

    /**
     * @throws InvalidField when the reason breaks its rule
     */
    public ChangeRequest {
        if (reason != null && !isReadable(reason)) {
            throw new InvalidField(
                    "reason",
                    "must be a text of 1 to %d characters without control characters"
                            .formatted(LONGEST_REASON));
        }
    }

    private static boolean isReadable(String reason) {
        int length = reason.codePointCount(0, reason.length());
        return !reason.isBlank()
                && length <= LONGEST_REASON
                && reason.codePoints().noneMatch(ChangeRequest::isUnreadable);
    }

    /** Half a character cannot be kept either. */
    private static boolean isUnreadable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
