package datastream.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the authorities that were given to it last, and nobody before that. Names are checked too,
 * by the JDK, where the connection asks for it. Thread-safe.
 */
final class ReloadingTrustManager extends X509ExtendedTrustManager {

    /** Volatile: handshakes read it. */
    private volatile @Nullable X509ExtendedTrustManager newest;

    void trust(PemFile file, byte[] content) {
        List<X509Certificate> authorities = Pem.certificates(file, content);
        try {
            var factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(KeyStores.trusting(authorities));
            newest =
                    Arrays.stream(factory.getTrustManagers())
                            .filter(X509ExtendedTrustManager.class::isInstance)
                            .map(X509ExtendedTrustManager.class::cast)
                            .findFirst()
                            .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new UnusableTlsFile(file.setting() + " cannot be used for TLS", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        loaded().checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        loaded().checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        loaded().checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        loaded().checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        loaded().checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        loaded().checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        X509ExtendedTrustManager now = newest;
        return now == null ? new X509Certificate[0] : now.getAcceptedIssuers();
    }

    private X509ExtendedTrustManager loaded() throws CertificateException {
        X509ExtendedTrustManager now = newest;
        if (now == null) {
            throw new CertificateException("No authorities are loaded yet");
        }
        return now;
    }
}
