package datastream.generator.simulation;

/**
 * Is told of each batch that the collector has answered for: once, right after the window has
 * counted it, on the thread that brought the answer and with no lock held. Must not throw.
 */
public interface Settlements {

    /** Tells nobody. */
    Settlements UNHEARD = (batch, rejections) -> {};

    /**
     * @param batch all of it is answered for
     * @param rejections how many of its readings are not stored
     */
    void settled(Batch batch, int rejections);
}
