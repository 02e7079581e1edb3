package datastream.collector.domain;

/**
 * A content in quarantine, however often it came in.
 *
 * @param id its key
 * @param latest the content, where it first came in, and what was wrong with it the last time,
 *     which is when it was received
 * @param times how often it came in, at least once
 * @param firstReceivedMicros when it first did, microseconds since 1970
 */
public record QuarantineEntry(long id, Quarantined latest, long times, long firstReceivedMicros) {

    /** Whether the content is one reading, and all of it: it can be tried again as it is. */
    public boolean isReading() {
        return latest.whole() && latest.reason() != Quarantined.Reason.MALFORMED;
    }
}
