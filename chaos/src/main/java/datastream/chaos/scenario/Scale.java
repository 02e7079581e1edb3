package datastream.chaos.scenario;

/** How thorough a run is. */
public enum Scale {
    /** Minutes: what runs before every change lands. */
    QUICK,
    /** An hour: what the committed report comes from. */
    LONG
}
