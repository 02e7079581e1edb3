package datastream.embedded;

/** What becomes of somebody who wants to connect to the embedded broker. */
public sealed interface BrokerAnswer {

    /** There is no such name, or its password is another. */
    BrokerAnswer REFUSED = new Refused();

    /** Is who he says, and may do nothing here. */
    BrokerAnswer FORBIDDEN = new Forbidden();

    /** It cannot be told yet; the client may try again. */
    BrokerAnswer UNAVAILABLE = new Unavailable();

    /** Comes in. */
    record Granted(BrokerGrant grant) implements BrokerAnswer {}

    /** Stays out. */
    record Refused() implements BrokerAnswer {}

    /** Stays out, though he is known. */
    record Forbidden() implements BrokerAnswer {}

    /** Stays out for now. */
    record Unavailable() implements BrokerAnswer {}
}
