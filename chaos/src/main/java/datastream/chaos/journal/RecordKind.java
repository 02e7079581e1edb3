package datastream.chaos.journal;

/** The kinds of record in a journal. */
enum RecordKind {
    SENSORS('S'),
    ATTEMPT('A'),
    BAD_ATTEMPT('B'),
    ACKNOWLEDGED('K'),
    REJECTED('R'),
    ANSWER('H');

    private final byte code;

    RecordKind(char code) {
        this.code = (byte) code;
    }

    /** What the file holds. */
    byte code() {
        return code;
    }

    static RecordKind of(byte code) {
        for (RecordKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalStateException("A journal has no records of kind " + code);
    }
}
