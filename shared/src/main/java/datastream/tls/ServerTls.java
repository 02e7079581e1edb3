package datastream.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What servers speak TLS with; all servers of a process share it. It is good for handshakes once
 * its {@link Certificates} are started. Thread-safe.
 */
public final class ServerTls {

    /** What is spoken, and nothing older. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Of the JDK's: those that keep no past secret, and check before they decrypt. */
    public static final List<String> CIPHERS =
            List.of(
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final X509ExtendedKeyManager keys;
    private final @Nullable X509ExtendedTrustManager clientAuthorities;

    ServerTls(X509ExtendedKeyManager keys, @Nullable X509ExtendedTrustManager clientAuthorities) {
        this.keys = keys;
        this.clientAuthorities = clientAuthorities;
    }

    /** Shows the newest certificate. */
    public X509ExtendedKeyManager keys() {
        return keys;
    }

    /** Whom clients must show a certificate of; null when they need none. */
    public @Nullable X509ExtendedTrustManager clientAuthorities() {
        return clientAuthorities;
    }

    /** For a server that asks its clients for no certificate. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has TLS", e);
        }
    }
}
