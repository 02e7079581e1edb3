package datastream.http;

/**
 * Where a REST interface listens, and to whom.
 *
 * @param host address to bind, such as 127.0.0.1 or 0.0.0.0
 * @param port 1 to 65535, or 0 for any free one
 * @param origins of which other places the pages may call it from a browser
 * @param mostConnections open at once; further ones wait until one of these is closed
 */
public record RestConfig(String host, int port, AllowedOrigins origins, int mostConnections) {

    /** An idle one holds some ten kilobytes. */
    private static final int USUAL_CONNECTIONS = 2_500;

    /** With the usual limit. */
    public RestConfig(String host, int port, AllowedOrigins origins) {
        this(host, port, origins, USUAL_CONNECTIONS);
    }

    /** For pages of its own alone. */
    public RestConfig(String host, int port) {
        this(host, port, AllowedOrigins.NONE);
    }

    public RestConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port lies between 0 and 65535, not " + port);
        }
    }
}
