package datastream.collector.usecase.ingest;

/** There was no room for a submission in the time that its sender was ready to wait. */
public final class Overloaded extends Exception {

    public Overloaded() {
        super("There is no room for more readings now", null, false, false);
    }
}
