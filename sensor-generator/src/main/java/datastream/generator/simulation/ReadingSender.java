package datastream.generator.simulation;

/**
 * Carries the readings of one window to the collector until each is answered: takes batches while
 * its transport has room, settles them, sends again what was not answered, reconnects by itself.
 */
public interface ReadingSender extends AutoCloseable {

    /** Says that readings wait in the window. Never blocks, never throws. */
    void readingsWait();

    /** Stops sending; what is unanswered stays in the window. Does not block. */
    @Override
    void close();
}
