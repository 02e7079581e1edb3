package datastream.tls;

import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a process speak TLS with. It is good for handshakes once its {@link
 * Certificates} are started. Thread-safe.
 */
public final class ClientTls {

    /** Trusts whom the JDK trusts, and shows nothing. */
    public static final ClientTls USUAL = new ClientTls(null, null);

    private final @Nullable KeyManager keys;
    private final @Nullable TrustManager authorities;

    ClientTls(@Nullable KeyManager keys, @Nullable TrustManager authorities) {
        this.keys = keys;
        this.authorities = authorities;
    }

    /** Shows the newest certificate to servers that ask; null when there is none. */
    public @Nullable KeyManager keys() {
        return keys;
    }

    /** Whose servers are trusted; null for those whom the JDK trusts. */
    public @Nullable TrustManager authorities() {
        return authorities;
    }

    /** The same as {@link #keys}, for libraries that take no less. */
    public @Nullable KeyManagerFactory keyFactory() {
        return keys == null ? null : new GivenKeys(keys);
    }

    /** The same as {@link #authorities}, for libraries that take no less. */
    public @Nullable TrustManagerFactory authorityFactory() {
        return authorities == null ? null : new GivenAuthorities(authorities);
    }

    private static final class GivenKeys extends KeyManagerFactory {

        GivenKeys(KeyManager keys) {
            super(
                    new KeyManagerFactorySpi() {
                        @Override
                        protected void engineInit(KeyStore store, char[] password) {}

                        @Override
                        protected void engineInit(ManagerFactoryParameters parameters) {}

                        @Override
                        protected KeyManager[] engineGetKeyManagers() {
                            return new KeyManager[] {keys};
                        }
                    },
                    null,
                    "given");
        }
    }

    private static final class GivenAuthorities extends TrustManagerFactory {

        GivenAuthorities(TrustManager authorities) {
            super(
                    new TrustManagerFactorySpi() {
                        @Override
                        protected void engineInit(KeyStore store) {}

                        @Override
                        protected void engineInit(ManagerFactoryParameters parameters) {}

                        @Override
                        protected TrustManager[] engineGetTrustManagers() {
                            return new TrustManager[] {authorities};
                        }
                    },
                    null,
                    "given");
        }
    }
}
