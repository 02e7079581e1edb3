package datastream.collector.adapter.grpc;

import datastream.collector.usecase.ingest.IngestLimits;
import java.time.Duration;

/**
 * Where the gRPC door listens, and its limits.
 *
 * @param host address to bind
 * @param port 1 to 65535, or 0 for any free one
 * @param connectionAge after about this time a connection is asked to go and, 10 s later, closed:
 *     so senders find replicas that were added
 * @param mostInboundBytes most bytes of messages that have begun to arrive, over all calls
 * @param mostConnections open at once; further ones are closed
 */
public record GrpcConfig(
        String host, int port, Duration connectionAge, long mostInboundBytes, int mostConnections) {

    /** An idle one holds some tens of kilobytes. */
    private static final int USUAL_CONNECTIONS = 2_500;

    private static final Duration USUAL_AGE = Duration.ofMinutes(30);

    public GrpcConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port lies between 0 and 65535, not " + port);
        }
    }

    /** The usual limits. */
    public GrpcConfig(String host, int port) {
        this(host, port, USUAL_AGE, IngestLimits.USUAL.bytes(), USUAL_CONNECTIONS);
    }
}
