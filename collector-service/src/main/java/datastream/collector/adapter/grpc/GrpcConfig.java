package datastream.collector.adapter.grpc;

/**
 * Where the gRPC door listens.
 *
 * @param host address to bind
 * @param port 1 to 65535, or 0 for any free one
 */
public record GrpcConfig(String host, int port) {

    public GrpcConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port lies between 0 and 65535, not " + port);
        }
    }
}
