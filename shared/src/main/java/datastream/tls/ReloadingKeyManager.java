package datastream.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the certificate that was given to it last. A handshake asks three times, for a name, its
 * key and its chain; each certificate has a name of its own, and the last but one is kept, so that
 * a handshake in hand ends with what it has begun with. Thread-safe; one thread at a time gives it
 * certificates.
 */
final class ReloadingKeyManager extends X509ExtendedKeyManager {

    /** Of a store that never leaves the memory. */
    private static final char[] NO_SECRET = "in memory".toCharArray();

    /** The newest first, at most two; volatile: handshakes read it. */
    private volatile List<X509ExtendedKeyManager> newest = List.of();

    private long count;

    void show(TlsIdentity identity) {
        X509ExtendedKeyManager next = managerOf(identity, "certificate-" + ++count);
        List<X509ExtendedKeyManager> before = newest;
        newest = before.isEmpty() ? List.of(next) : List.of(next, before.getFirst());
    }

    private static X509ExtendedKeyManager managerOf(TlsIdentity identity, String alias) {
        try {
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(identity.toKeyStore(alias, NO_SECRET), NO_SECRET);
            return Arrays.stream(factory.getKeyManagers())
                    .filter(X509ExtendedKeyManager.class::isInstance)
                    .map(X509ExtendedKeyManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new UnusableTlsFile(
                    identity.files().certificate().setting() + " cannot be used for TLS", e);
        }
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return ofNewest(keys -> keys.chooseEngineServerAlias(keyType, issuers, engine));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return ofNewest(keys -> keys.chooseEngineClientAlias(keyTypes, issuers, engine));
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ofNewest(keys -> keys.chooseServerAlias(keyType, issuers, socket));
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ofNewest(keys -> keys.chooseClientAlias(keyTypes, issuers, socket));
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return ofNewest(keys -> keys.getServerAliases(keyType, issuers));
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return ofNewest(keys -> keys.getClientAliases(keyType, issuers));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return ofWhichever(keys -> keys.getCertificateChain(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return ofWhichever(keys -> keys.getPrivateKey(alias));
    }

    private <T> @Nullable T ofNewest(Function<X509ExtendedKeyManager, @Nullable T> question) {
        List<X509ExtendedKeyManager> now = newest;
        return now.isEmpty() ? null : question.apply(now.getFirst());
    }

    private <T> @Nullable T ofWhichever(Function<X509ExtendedKeyManager, @Nullable T> question) {
        return newest.stream().map(question).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
