package datastream.chaos.sender;

import java.util.Locale;

/** What a sender does beyond sending each reading once and again until it is answered. */
public enum Repeat {
    /** Everything goes over the same way twice at the same time. */
    TWICE,
    /** Everything goes once more some seconds later. */
    LATE,
    /** Everything goes to the second target at the same time. */
    BOTH_TARGETS;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
