package datastream.collector.usecase.aggregate;

/** What was asked for is more than one answer may be or take. Asking for less helps. */
public final class AggregateTooLarge extends RuntimeException {

    private final String parameter;

    /**
     * @param parameter which parameter would have to be another one
     * @param rule what it must do
     */
    AggregateTooLarge(String parameter, String rule) {
        super(rule, null, false, false);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }

    /** What the parameter must do. */
    public String rule() {
        return String.valueOf(getMessage());
    }
}
