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

    /**
     * How long a session is good. A client that resumes one shows no certificate again, and gets a
     * new ticket each time: what its authority has become since, only a restart makes it feel.
     */
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
