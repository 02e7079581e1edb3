package datastream.generator.simulation;

/** How a connection is. */
public enum LinkHealth {
    UP,
    DOWN,
    /** Nobody has needed it yet. */
    IDLE
}
