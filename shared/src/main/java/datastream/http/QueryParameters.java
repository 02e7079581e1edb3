package datastream.http;

import datastream.reading.InvalidField;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, strictly: an unknown, repeated or unreadable parameter is refused, never
 * ignored, so that a misspelt filter cannot widen what is asked.
 */
public final class QueryParameters {

    /** Narrower than parseInt, which takes a plus sign and the digits of every script. */
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,10}");

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
        for (String parameter : split(ctx.queryString())) {
            String[] nameAndValue = parameter.split("=", 2);
            String name = decode(nameAndValue[0]);
            if (!known.contains(name)) {
                throw new InvalidField(
                        name, "is not a parameter here; known are " + new TreeSet<>(known));
            }
            String value = nameAndValue.length == 1 ? "" : decode(nameAndValue[1]);
            if (values.put(name, value) != null) {
                throw new InvalidField(name, "is given more than once");
            }
        }
        return new QueryParameters(values);
    }

    /** Parameters that are known to be known. */
    public static QueryParameters of(Map<String, String> values) {
        return new QueryParameters(Map.copyOf(values));
    }

    /** Javalin's own way of splitting passes over a name that it cannot decode. */
    private static List<String> split(@Nullable String query) {
        return query == null
                ? List.of()
                : Arrays.stream(query.split("&")).filter(part -> !part.isEmpty()).toList();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw InvalidField.of("", "must have a query of whole percent escapes", text);
        }
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
        if (INTEGER.matcher(text).matches()) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return (int) value;
            }
        }
        throw InvalidField.of(name, "must be an integer from " + least + " to " + most, text);
    }

    /** As {@link #integer}, with a value for when the parameter is absent. */
    public int integerOr(String name, int absent, int least, int most) {
        Integer value = integer(name, least, most);
        return value == null ? absent : value;
    }
}
