package datastream.collector.adapter.grpc;

import datastream.tls.ServerTls;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS for gRPC, by the JDK like that of REST, not by the OpenSSL that gRPC brings: one
 * implementation to keep up to date, and one list of what is too weak.
 */
final class GrpcTls {

    /** A client that resumes a session shows no certificate again: for this long. */
    private static final Duration RESUMED = Duration.ofHours(1);

    private GrpcTls() {}

    static SslContext context(ServerTls tls) {
        SslContextBuilder builder =
                GrpcSslContexts.configure(SslContextBuilder.forServer(tls.keys()), SslProvider.JDK)
                        .protocols(ServerTls.PROTOCOLS)
                        .sessionTimeout(RESUMED.toSeconds());
        X509ExtendedTrustManager clientAuthorities = tls.clientAuthorities();
        if (clientAuthorities != null) {
            builder.trustManager(clientAuthorities).clientAuth(ClientAuth.REQUIRE);
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("The JDK's TLS cannot carry HTTP/2", e);
        }
    }
}
