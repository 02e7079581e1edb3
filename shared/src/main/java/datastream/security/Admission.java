package datastream.security;

/** Whom the doors let in that take readings. */
public enum Admission {
    /** Those who show a token or a key that is good for it. */
    KNOWN_SENDERS,
    /**
     * Those as well who show nothing, for handing in readings and for nothing else; what is shown
     * must be good all the same.
     */
    ANYBODY
}
