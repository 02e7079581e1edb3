package datastream.http;

import datastream.reading.InvalidField;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** As JSON writes numbers. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * @param known the names that this route knows
     * @throws InvalidField for a name that is not known, or one that is given twice
     */
    public static QueryParameters of(Context ctx, Set<String> known) {
        return of(ctx, known, Set.of());
    }

    /**
     * @param known the names that this route knows
     * @param repeatable those of them that may be given more than once
     * @throws InvalidField for a name that is not known, or another one that is given twice
     */
    public static QueryParameters of(Context ctx, Set<String> known, Set<String> repeatable) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String parameter : split(ctx.queryString())) {
            String[] nameAndValue = parameter.split("=", 2);
            String name = decode(nameAndValue[0]);
            if (!known.contains(name)) {
                throw new InvalidField(
                        name, "is not a parameter here; known are " + new TreeSet<>(known));
            }
            String value = nameAndValue.length == 1 ? "" : decode(nameAndValue[1]);
            List<String> given = values.computeIfAbsent(name, _ -> new ArrayList<>());
            if (!given.isEmpty() && !repeatable.contains(name)) {
                throw new InvalidField(name, "is given more than once");
            }
            given.add(value);
        }
        return new QueryParameters(values);
    }

    /** Parameters that are known to be known. */
    public static QueryParameters of(Map<String, String> values) {
        Map<String, List<String>> lists = new HashMap<>();
        values.forEach((name, value) -> lists.put(name, List.of(value)));
        return new QueryParameters(lists);
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
        List<String> given = values.get(name);
        return given == null ? null : given.getFirst();
    }

    /**
     * The texts of a parameter that may be given more than once or hold several, with commas
     * between them; none when it is absent.
     */
    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .toList();
    }

    /**
     * @throws InvalidField unless absent or an integer from {@code least} to {@code most}
     */
    public @Nullable Integer integer(String name, int least, int most) {
        String text = text(name);
        return text == null ? null : parse(name, text, least, most);
    }

    /**
     * As {@link #texts}, of integers.
     *
     * @throws InvalidField unless each is an integer from {@code least} to {@code most}
     */
    public List<Integer> integers(String name, int least, int most) {
        return texts(name).stream().map(text -> parse(name, text, least, most)).toList();
    }

    private static int parse(String name, String text, int least, int most) {
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

    /**
     * @throws InvalidField unless absent, {@code true} or {@code false}
     */
    public boolean flag(String name, boolean absent) {
        String text = text(name);
        if (text == null) {
            return absent;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidField.of(name, "must be true or false", text);
        };
    }

    /**
     * @throws InvalidField unless absent or a number, written as in JSON, that a double can hold
     */
    public @Nullable Double number(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (Double.isFinite(value)) {
            return value;
        }
        String hint = text.contains(" ") ? " (a + must be written %2B in a URL)" : "";
        throw InvalidField.of(name, "must be a number such as -21.5 or 1e-3" + hint, text);
    }

    /**
     * These parameters as the query of a URL, with one more at the end.
     *
     * @param without those that are left out
     */
    public String with(String name, String value, Set<String> without) {
        StringBuilder query = new StringBuilder();
        values.forEach((given, texts) -> {
            if (!without.contains(given)) {
                texts.forEach(text -> append(query, given, text).append('&'));
            }
        });
        return append(query, name, value).toString();
    }

    private static StringBuilder append(StringBuilder query, String name, String value) {
        return query.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
