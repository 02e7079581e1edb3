package datastream.reading;

/**
 * A field from outside, of a reading, a filter or a request, breaks its rule. Carries the field and
 * the rule in words for the sender; has no stack trace, since a flood of bad readings must cost
 * little.
 */
public final class InvalidField extends RuntimeException {

    private final String field;

    public InvalidField(String field, String rule) {
        super(rule, null, false, false);
        this.field = Excerpt.of(field);
    }

    /** A broken rule with the value that broke it, cut to a length fit for an error message. */
    public static InvalidField of(String field, String rule, String value) {
        return new InvalidField(field, rule + ", not \"" + Excerpt.of(value) + '"');
    }

    /**
     * The wire name of the field, as in {@code sensor_value}; an excerpt of a longer one, since
     * unknown names come from outside; empty when the whole is meant.
     */
    public String field() {
        return field;
    }

    /** The rule and the value that breaks it. */
    public String rule() {
        return String.valueOf(getMessage());
    }
}
