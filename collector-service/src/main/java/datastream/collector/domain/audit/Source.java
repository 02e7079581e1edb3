package datastream.collector.domain.audit;

import java.net.InetAddress;
import java.util.Arrays;
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

    /**
     * @param literal an address in any spelling, never a name
     * @throws IllegalArgumentException when it is none
     */
    public static Source of(String literal) {
        String bare = literal.replaceAll("[\\[\\]]|%.*", "");
        return new Source(InetAddress.ofLiteral(bare).getHostAddress());
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
        return Arrays.stream(address.split(":"))
                .limit(GROUPS_OF_NETWORK)
                .collect(Collectors.joining(":", "", "::/64"));
    }
}
