package datastream.collector.domain.audit;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param address IPv4 with dots, or IPv6 in eight groups without leading zeros; at most 39
 *     characters
 */
public record Source(String address) {

    /** The connection has ended before anybody could ask. */
    public static final Source UNKNOWN = new Source("unknown");

    private static final int GROUPS_OF_NETWORK = 4;
    private static final int GROUPS_OF_SITE = 3;

    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)](:[0-9]{1,5})?");
    private static final Pattern IPV4_PORT = Pattern.compile("^([0-9.]+):[0-9]{1,5}$");
    private static final Pattern ZONE = Pattern.compile("%.*");

    /**
     * @param literal an address in any spelling, never a name
     * @throws IllegalArgumentException when it is none
     */
    public static Source of(String literal) {
        return new Source(address(literal).getHostAddress());
    }

    /**
     * @param literal as proxies and servers write it: with brackets, a zone or a port, too
     * @throws IllegalArgumentException when it is no address
     */
    public static InetAddress address(String literal) {
        Matcher bracketed = BRACKETED.matcher(literal);
        String bare =
                bracketed.matches()
                        ? bracketed.group(1)
                        : IPV4_PORT.matcher(literal).replaceFirst("$1");
        return InetAddress.ofLiteral(ZONE.matcher(bare).replaceFirst(""));
    }

    /**
     * @param literal as a server tells it; null when it does not
     */
    public static Source ofPeer(@Nullable String literal) {
        try {
            return literal == null ? UNKNOWN : of(literal);
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    /** What one caller can choose from at will: the address itself, or the /64 that it is in. */
    public String network() {
        if (!address.contains(":")) {
            return address;
        }
        return prefix(GROUPS_OF_NETWORK, "::/64");
    }

    /**
     * What one who has many IPv6 networks can choose them from: the /48; null for any other
     * address.
     */
    public @Nullable String site() {
        return address.contains(":") ? prefix(GROUPS_OF_SITE, "::/48") : null;
    }

    private String prefix(int groups, String length) {
        return Arrays.stream(address.split(":"))
                .limit(groups)
                .collect(Collectors.joining(":", "", length));
    }
}
