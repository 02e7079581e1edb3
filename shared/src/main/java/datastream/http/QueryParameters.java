package datastream.http;

import datastream.reading.InvalidField;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, strictly: an unknown, repeated or unreadable parameter is refused, never
 * ignored, so that a misspelt filter cannot widen what is asked.
 */
public final class QueryParameters {

    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param known the names that this route knows
     * @throws InvalidField for a name that is not known, or one that is given twice
     */
    public static QueryParameters of(Context ctx, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, List<String>> parameter : ctx.queryParamMap().entrySet()) {
            String name = parameter.getKey();
            if (!known.contains(name)) {
                throw new InvalidField(
                        name, "is not a parameter here; known are " + new TreeSet<>(known));
            }
            if (parameter.getValue().size() != 1) {
                throw new InvalidField(name, "is given more than once");
            }
            values.put(name, parameter.getValue().getFirst());
        }
        return new QueryParameters(values);
    }

    /** Parameters that are known to be known. */
    public static QueryParameters of(Map<String, String> values) {
        return new QueryParameters(Map.copyOf(values));
    }

    /** The text of a parameter; null when it is absent. */
    public @Nullable String text(String name) {
        return values.get(name);
    }

    /**
     * @throws InvalidField unless absent or an integer from {@code least} to {@code most}
     */
    public @Nullable Integer integer(String name, int least, int most) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        throw InvalidField.of(name, "must be an integer from " + least + " to " + most, text);
    }

    /** As {@link #integer}, with a value for when the parameter is absent. */
    public int integerOr(String name, int absent, int least, int most) {
        Integer value = integer(name, least, most);
        return value == null ? absent : value;
    }
}
