package datastream.chaos.journal;

/** How a request over HTTP ended. */
public enum AnswerKind {
    /** Answered for good: 2xx, or every reading refused. */
    OK('O'),
    /** Told to come again: 503, 429. */
    RETRY('R'),
    /** The connection broke after the request had left, or no answer came. */
    CUT('C'),
    /** No connection. */
    UNREACHABLE('U');

    private final byte code;

    AnswerKind(char code) {
        this.code = (byte) code;
    }

    /** What the file holds. */
    byte code() {
        return code;
    }

    static AnswerKind of(byte code) {
        for (AnswerKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalStateException("A journal has no answers of kind " + code);
    }
}
