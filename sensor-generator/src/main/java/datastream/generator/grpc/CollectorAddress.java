package datastream.generator.grpc;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the collector takes readings over gRPC.
 *
 * @param host name or address; an IPv6 address stands in brackets
 * @param port 1 to 65535
 */
public record CollectorAddress(String host, int port) {

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static CollectorAddress parse(String text) {
        try {
            URI uri = new URI("grpc://" + text);
            if (uri.getHost() != null && uri.getPort() > 0 && isBare(uri)) {
                return new CollectorAddress(uri.getHost(), uri.getPort());
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "COLLECTOR_ADDRESS must be host:port, as in 127.0.0.1:50051, not " + text);
    }

    private static boolean isBare(URI uri) {
        return uri.getPort() <= 65_535 && uri.getRawPath().isEmpty() && uri.getUserInfo() == null;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
