package datastream.collector.domain;

/**
 * A place in an ordered result, and which way from there. It is told by a reading, which need not
 * be there any more, so it stays where it is whatever is stored or deleted around it.
 *
 * @param reading the reading at that place
 * @param heading which way from there
 * @param included whether the reading itself is meant too
 */
public record Position(ReadingId reading, Heading heading, boolean included) {

    /** A way through a result. */
    public enum Heading {
        /** Towards its end. */
        NEXT,
        /** Towards its beginning. */
        PREVIOUS
    }

    /** Beside a reading, without it. */
    public Position(ReadingId reading, Heading heading) {
        this(reading, heading, false);
    }

    /** Exactly what this leaves out. */
    public Position turned() {
        Heading back = heading == Heading.NEXT ? Heading.PREVIOUS : Heading.NEXT;
        return new Position(reading, back, !included);
    }
}
