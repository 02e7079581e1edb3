package datastream.collector.domain;

import datastream.reading.BadReading;
import datastream.reading.Rejection;
import java.util.Locale;

/**
 * Something that came in and is not stored as a reading, kept so that somebody can look at it, mend
 * the cause, and hand it in again.
 *
 * @param door where it came in
 * @param reason the kind of fault
 * @param field wire name of the offending field; empty when the whole is meant
 * @param message the fault in words
 * @param content what was sent, at most {@link BadReading#MOST_CONTENT} characters
 * @param whole whether {@code content} is all of it
 * @param receivedMicros when it came in, microseconds since 1970
 */
public record Quarantined(
        Door door,
        Reason reason,
        String field,
        String message,
        String content,
        boolean whole,
        long receivedMicros) {

    /** Why something is in quarantine. */
    public enum Reason {
        /** A reading that breaks a rule. */
        INVALID,
        /** A reading whose sensor and timestamp hold another value. */
        CONFLICT,
        /** A reading that the database refuses. */
        REFUSED,
        /** A payload that cannot be taken apart into readings. */
        MALFORMED;

        /** The reason's name in the database and in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException when there is no such reason
         */
        public static Reason fromWireName(String name) {
            for (Reason reason : values()) {
                if (reason.wireName().equals(name)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("There is no reason " + name);
        }

        static Reason of(Rejection.Code code) {
            return switch (code) {
                case INVALID -> INVALID;
                case CONFLICT -> CONFLICT;
                case REFUSED -> REFUSED;
            };
        }
    }

    public static Quarantined of(Door door, BadReading bad, long receivedMicros) {
        Rejection rejection = bad.rejection();
        return new Quarantined(
                door,
                Reason.of(rejection.code()),
                rejection.field(),
                rejection.message(),
                bad.content(),
                bad.whole(),
                receivedMicros);
    }
}
