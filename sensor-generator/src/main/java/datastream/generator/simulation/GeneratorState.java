package datastream.generator.simulation;

/** What a generator is doing. */
public enum GeneratorState {
    /** Measures at its rate. */
    RUNNING,
    /** Measures nothing until resumed; what is in flight goes on. */
    PAUSED,
    /** Its window was full and readings are skipped; runs again when half of it is free. */
    STALLED,
    /** Deleted: measures nothing any more. */
    STOPPED
}
