package datastream.benchmark.load;

import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import datastream.v1.ReadingServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Connections to the collector over gRPC, and tokens for it. Not thread-safe. */
final class Channels implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final long CLOSE_SECONDS = 5;
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(4);

    private final String target;
    private final String token;
    private final List<ManagedChannel> channels = new ArrayList<>();

    Channels(Targets targets) {
        target = targets.grpc();
        token = token(targets);
    }

    /** A token that lasts for a whole run. */
    static String token(Targets targets) {
        Tokens tokens = new Tokens(new TokenSecret(targets.secret()), Clock.systemUTC());
        return tokens.issue(new Principal("benchmark", Role.DEVICE), TOKEN_LIFETIME).text();
    }

    /** A stub on a connection of its own. */
    ReadingServiceGrpc.ReadingServiceStub open() {
        ManagedChannel channel =
                Grpc.newChannelBuilder(target, InsecureChannelCredentials.create())
                        .directExecutor()
                        .build();
        channels.add(channel);
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return ReadingServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        try {
            for (ManagedChannel channel : channels) {
                channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
