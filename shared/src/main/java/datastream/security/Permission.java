package datastream.security;

/** What a token may allow its bearer to do. */
public enum Permission {
    /** Query readings, sensors and generators. */
    READ,
    /** Take away any number of readings as a file. */
    EXPORT,
    /** Hand in readings. */
    INGEST,
    /** Create, change and delete generators. */
    CONTROL,
    /** Edit and delete stored readings, and undo that. */
    EDIT,
    /** Create accounts, look after the quarantine. */
    ADMINISTER
}
