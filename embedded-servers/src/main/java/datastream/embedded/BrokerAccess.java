package datastream.embedded;

/**
 * Who may come to the embedded MQTT broker. Asked on the broker's own threads: an implementation
 * looks into memory and nowhere else. Thread-safe.
 */
@FunctionalInterface
public interface BrokerAccess {

    /**
     * Everybody, with or without a name, to everything: for rigs in which something else is
     * measured, and where somebody has asked for it. Nothing is checked then, not even asked.
     */
    BrokerAccess ANYBODY = (_, _) -> BrokerAnswer.REFUSED;

    /** What somebody who shows this name and password may do. */
    BrokerAnswer ask(String user, String password);

    /**
     * What is kept for whoever comes by this name, which he has not proved yet.
     *
     * @return by itself, {@link SessionBounds#WHILE_CONNECTED}
     */
    default SessionBounds boundsOf(String user) {
        return SessionBounds.WHILE_CONNECTED;
    }

    /**
     * Hears of each refusal, as often as somebody likes. Who shows neither name nor password is not
     * told of.
     */
    default void refused(BrokerRefusal refusal) {}
}
