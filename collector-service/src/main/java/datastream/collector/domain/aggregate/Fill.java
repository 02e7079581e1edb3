package datastream.collector.domain.aggregate;

/** What becomes of a bucket without readings. */
public enum Fill {
    /** It is left out. */
    NONE,
    /** It has a count of 0 and nothing else. */
    NULL,
    /** It has a count of 0, and else what the bucket before it has. */
    PREVIOUS
}
