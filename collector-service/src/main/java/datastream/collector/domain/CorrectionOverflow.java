package datastream.collector.domain;

/** An edit would make values that no double can hold; nothing of it is done. */
public final class CorrectionOverflow extends RuntimeException {

    private final transient Correction correction;

    /**
     * @param correction what overflows
     * @param count for how many readings
     * @param example one of them, as it is stored
     * @param value its value
     */
    public CorrectionOverflow(Correction correction, long count, ReadingId example, double value) {
        super(
                "would make the values of %d readings larger than a double can hold, such as %s of reading %s"
                        .formatted(count, value, example.toText()),
                null,
                false,
                false);
        this.correction = correction;
    }

    public Correction correction() {
        return correction;
    }

    /** For how many readings, and an example. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
