package datastream.collector.adapter.http;

import datastream.collector.domain.audit.Source;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proxies of ours, which are believed when they say for whom they ask ({@code X-Forwarded-For}):
 * each adds the address that it was asked from at the end, so what stands before the first that is
 * not one of ours, read from there, anybody may have written. Thread-safe.
 *
 * @param networks addresses, or networks such as 10.0.0.0/8; empty to believe nobody
 */
public record TrustedProxies(List<Network> networks) {

    /** Nobody is believed. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /**
     * The addresses that begin with the same bits.
     *
     * @param address any of them
     * @param bits how many are the same
     */
    public record Network(InetAddress address, int bits) {

        /**
         * @throws IllegalArgumentException unless it is an address, or one with a slash and a
         *     number of bits
         */
        static Network parse(String text) {
            String[] parts = text.strip().split("/", -1);
            InetAddress address = InetAddress.ofLiteral(parts[0]);
            int most = address.getAddress().length * Byte.SIZE;
            if (parts.length == 1) {
                return new Network(address, most);
            }
            if (parts.length == 2 && parts[1].matches("[0-9]{1,3}")) {
                int bits = Integer.parseInt(parts[1]);
                if (bits > 0 && bits <= most) {
                    return new Network(address, bits);
                }
            }
            throw new IllegalArgumentException(text + " is no network");
        }

        boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * @param text addresses and networks with commas between them; null for none
     * @throws IllegalArgumentException when one is neither
     */
    public static TrustedProxies parse(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        try {
            return new TrustedProxies(
                    Arrays.stream(text.split(",", -1)).map(Network::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "TRUSTED_PROXIES must be addresses or networks, such as 192.0.2.7,10.0.0.0/8, not "
                            + text,
                    e);
        }
    }

    /**
     * Who asks: the one at the other end of the connection, or for whom that one says he asks.
     *
     * @param peer address at the other end
     * @param forwardedFor what stands in all headers {@code X-Forwarded-For}, in their order
     */
    String client(String peer, List<String> forwardedFor) {
        List<String> hops =
                forwardedFor.stream()
                        .flatMap(header -> Arrays.stream(header.split(",", -1)))
                        .map(String::strip)
                        .toList()
                        .reversed();
        String client = peer;
        for (String hop : hops) {
            if (!isOurs(client) || address(hop) == null) {
                return client;
            }
            client = hop;
        }
        return client;
    }

    private boolean isOurs(String literal) {
        InetAddress address = address(literal);
        return address != null && networks.stream().anyMatch(network -> network.contains(address));
    }

    private static @Nullable InetAddress address(String literal) {
        try {
            return Source.address(literal);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
