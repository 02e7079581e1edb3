package datastream.generator.grpc;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the collector takes readings over gRPC.
 *
 * @param host name or address; an IPv6 address stands in brackets
 * @param port 1 to 65535
 * @param tls whether it is reached by TLS
 */
public record CollectorAddress(String host, int port, boolean tls) {

    private static final String TLS = "grpcs://";

    /** Without TLS. */
    public CollectorAddress(String host, int port) {
        this(host, port, false);
    }

    /**
     * Reads {@code host:port}, or {@code grpcs://host:port} for TLS.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static CollectorAddress parse(String text) {
        boolean tls = text.startsWith(TLS);
        try {
            URI uri = new URI(tls ? text : "grpc://" + text);
            if (uri.getHost() != null && uri.getPort() > 0 && isBare(uri)) {
                return new CollectorAddress(uri.getHost(), uri.getPort(), tls);
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "COLLECTOR_ADDRESS must be host:port, as in 127.0.0.1:50051, or grpcs://host:port, not "
                        + text);
    }

    private static boolean isBare(URI uri) {
        return uri.getPort() <= 65_535 && uri.getRawPath().isEmpty() && uri.getUserInfo() == null;
    }

    @Override
    public String toString() {
        return (tls ? TLS : "") + host + ":" + port;
    }
}
