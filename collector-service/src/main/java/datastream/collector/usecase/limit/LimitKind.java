package datastream.collector.usecase.limit;

/** What requests are counted by. */
public enum LimitKind {
    /** Of a person, or the name of a service with a token of its own. */
    ACCOUNT("account"),
    KEY("key"),
    /** Of requests that show nothing good. */
    ADDRESS("address");

    private final String wireName;

    LimitKind(String wireName) {
        this.wireName = wireName;
    }

    /** The kind's name in headers and meters. */
    public String wireName() {
        return wireName;
    }
}
