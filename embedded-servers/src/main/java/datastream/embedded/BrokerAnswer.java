package datastream.embedded;

/** What becomes of somebody who wants to connect to the embedded broker. */
public sealed interface BrokerAnswer {

    /** There is no such name, or its password is another, or it may do nothing here. */
    BrokerAnswer REFUSED = new Refused();

    /** It cannot be told yet; the client may try again. */
    BrokerAnswer UNAVAILABLE = new Unavailable();

    /** Comes in. */
    record Granted(BrokerGrant grant) implements BrokerAnswer {}

    /** Stays out. */
    record Refused() implements BrokerAnswer {}

    /** Stays out for now. */
    record Unavailable() implements BrokerAnswer {}
}
