package datastream.collector.infrastructure.mysql;

/** Asks the database whether it lives, beside all pools. */
@FunctionalInterface
interface Pulse {

    /** Whether the database has answered; takes well below a second. */
    boolean beats();
}
