package datastream.http;

import datastream.tls.ServerTls;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Where a REST interface listens for HTTPS. */
final class HttpsConnector {

    private HttpsConnector() {}

    static ServerConnector of(
            Server server, HttpConfiguration http, RestConfig config, ServerTls tls) {
        HttpConfiguration secure = new HttpConfiguration(http);
        // Not the host's name: there is one certificate, whatever name it is asked by.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector =
                new ServerConnector(
                        server,
                        new SslConnectionFactory(contexts(tls), HttpVersion.HTTP_1_1.asString()),
                        new HttpConnectionFactory(secure));
        connector.setHost(config.host());
        connector.setPort(config.port());
        return connector;
    }

    /** Jetty's own list of what is too weak stays in force, too. */
    private static SslContextFactory.Server contexts(ServerTls tls) {
        SslContextFactory.Server contexts = new SslContextFactory.Server();
        contexts.setSslContext(tls.context());
        contexts.setIncludeProtocols(ServerTls.PROTOCOLS.toArray(String[]::new));
        contexts.setIncludeCipherSuites(ServerTls.CIPHERS.toArray(String[]::new));
        contexts.setRenegotiationAllowed(false);
        return contexts;
    }
}
