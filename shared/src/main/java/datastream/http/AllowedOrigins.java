package datastream.http;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Of which other places the pages may call a REST interface from a browser.
 *
 * @param origins as browsers send them: scheme, host in small letters, port unless it is the usual
 *     one; empty for none
 */
public record AllowedOrigins(Set<String> origins) {

    /** Pages of this interface itself alone. */
    public static final AllowedOrigins NONE = new AllowedOrigins(Set.of());

    private static final Pattern ORIGIN =
            Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[1-9][0-9]{0,4})?");

    private static final Pattern USUAL_PORT = Pattern.compile("http://.*:80|https://.*:443");

    /**
     * @throws IllegalArgumentException when one can never be met, or would be everybody
     */
    public AllowedOrigins {
        origins = Set.copyOf(origins);
        origins.forEach(AllowedOrigins::requireOrigin);
    }

    /**
     * @param text origins with commas between them; null for none
     * @throws IllegalArgumentException when one can never be met, or would be everybody
     */
    public static AllowedOrigins parse(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        return new AllowedOrigins(
                Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet()));
    }

    boolean contains(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    boolean isEmpty() {
        return origins.isEmpty();
    }

    private static void requireOrigin(String origin) {
        if (!ORIGIN.matcher(origin).matches() || USUAL_PORT.matcher(origin).matches()) {
            throw new IllegalArgumentException(
                    "CORS_ORIGINS must be origins as browsers send them, such as"
                            + " https://app.example.org or http://localhost:3000, not "
                            + origin);
        }
    }
}
