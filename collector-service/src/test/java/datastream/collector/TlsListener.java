package datastream.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;

/** Takes one connection by TLS, asks for a certificate, and tells how that went. */
public final class TlsListener implements AutoCloseable {

    /**
     * @param firstByte of what the client sends
     * @param client whose certificate it has shown
     */
    public record Heard(int firstByte, Principal client) {}

    private final SSLServerSocket server;
    private final CompletableFuture<Heard> heard = new CompletableFuture<>();

    /**
     * @param authority issues this server's certificate, and those that clients must show
     */
    public TlsListener(TlsFiles authority) throws IOException {
        var certificates =
                new HandshakeCertificates.Builder()
                        .heldCertificate(authority.issue())
                        .addTrustedCertificate(authority.root().certificate())
                        .build();
        server =
                (SSLServerSocket)
                        certificates
                                .sslContext()
                                .getServerSocketFactory()
                                .createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        SSLParameters parameters = server.getSSLParameters();
        parameters.setNeedClientAuth(true);
        // gRPC wants to hear it; who does not ask is not told.
        parameters.setApplicationProtocols(new String[] {"h2"});
        server.setSSLParameters(parameters);
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private void accept() {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.setSoTimeout(20_000);
            int first = socket.getInputStream().read();
            heard.complete(new Heard(first, socket.getSession().getPeerPrincipal()));
        } catch (IOException e) {
            heard.completeExceptionally(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Fails with why the handshake failed. */
    public CompletableFuture<Heard> heard() {
        return heard;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
