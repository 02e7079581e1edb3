package datastream.collector.adapter.grpc;

import datastream.collector.adapter.TestTokens;
import datastream.collector.usecase.ingest.IngestReadings;
import datastream.security.Admission;
import datastream.security.TokenVerifier;
import datastream.tls.ServerTls;
import datastream.v1.ReadingServiceGrpc;
import datastream.v1.ReadingServiceGrpc.ReadingServiceStub;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;

/** A gRPC door on a free port and a channel to it. */
final class GrpcFixture implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final GrpcDoor door;
    private final ManagedChannel channel;

    GrpcFixture(IngestReadings ingest) throws IOException {
        this(ingest, new GrpcConfig("127.0.0.1", 0));
    }

    GrpcFixture(IngestReadings ingest, GrpcConfig config) throws IOException {
        this(ingest, config, TestTokens.TOKENS);
    }

    GrpcFixture(IngestReadings ingest, TokenVerifier tokens) throws IOException {
        this(ingest, new GrpcConfig("127.0.0.1", 0), tokens);
    }

    private GrpcFixture(IngestReadings ingest, GrpcConfig config, TokenVerifier tokens)
            throws IOException {
        this(new GrpcDoor(config, ingest, tokens));
    }

    /** By TLS. */
    GrpcFixture(IngestReadings ingest, ServerTls tls, ChannelCredentials client)
            throws IOException {
        door =
                new GrpcDoor(
                        new GrpcConfig("127.0.0.1", 0),
                        tls,
                        ingest,
                        TestTokens.TOKENS,
                        Admission.KNOWN_SENDERS,
                        _ -> {});
        door.start();
        channel = Grpc.newChannelBuilderForAddress("127.0.0.1", door.port(), client).build();
    }

    /** For those who show nothing as well. */
    static GrpcFixture forAnybody(IngestReadings ingest, TokenVerifier tokens) throws IOException {
        return new GrpcFixture(
                new GrpcDoor(
                        new GrpcConfig("127.0.0.1", 0),
                        null,
                        ingest,
                        tokens,
                        Admission.ANYBODY,
                        _ -> {}));
    }

    private GrpcFixture(GrpcDoor door) throws IOException {
        this.door = door;
        door.start();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", door.port()).usePlaintext().build();
    }

    /** Shows nothing where that is null. */
    ReadingServiceStub stub(String authorization) {
        Metadata headers = new Metadata();
        if (authorization != null) {
            headers.put(AUTHORIZATION, authorization);
        }
        return ReadingServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    GrpcDoor door() {
        return door;
    }

    ManagedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        door.close();
    }
}
