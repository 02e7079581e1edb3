package datastream.embedded;

/**
 * What one client of the embedded broker may do. Each question is asked on the broker's own threads
 * for every message, so an answer costs a look into memory. Thread-safe.
 */
public interface BrokerGrant {

    /** Whether it still counts; once it does not, the client is cut off. */
    boolean holds();

    /** Whether a message may be published to this topic. */
    boolean mayPublish(String topic);

    /**
     * Whether answers to its messages may be asked for on this topic: somebody with more rights
     * publishes there on its behalf.
     */
    boolean mayBeAnsweredOn(String topic);

    /** Whether it may subscribe with this filter, {@code $share/group/} included. */
    boolean maySubscribe(String filter);
}
