package datastream.chaos.journal;

/** Is told what a journal holds, in the order in which it was written. */
public interface JournalVisitor {

    /** The first record: whose journal it is. */
    void sensors(SensorRange sensors);

    /**
     * Readings of one sensor that may have left the sender from now on.
     *
     * @param bad whether they were made to be refused
     */
    void attempted(int sensor, boolean bad, Columns readings);

    /** One reading was answered as stored. */
    void acknowledged(int sensor, boolean bad, long timestampMicros);

    /**
     * One reading was answered as refused.
     *
     * @param code the word of {@link datastream.reading.Rejection.Code}, or UNKNOWN when the answer
     *     told only a number
     */
    void rejected(int sensor, boolean bad, long timestampMicros, String code);

    /** One request over HTTP has ended. */
    void answered(Answer answer);
}
