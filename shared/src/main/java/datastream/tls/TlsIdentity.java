package datastream.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate with those that lead to its authority, and its key, which fits.
 *
 * @param files where they come from
 * @param chain its own certificate first
 */
record TlsIdentity(CertificateFiles files, List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] PROOF = {1, 2, 3, 4};

    /**
     * @param contents of both files, the certificate's first
     * @throws UnusableTlsFile when they are not what a server can show at this time
     */
    static TlsIdentity of(CertificateFiles files, List<byte[]> contents, Instant now) {
        List<X509Certificate> chain = Pem.certificates(files.certificate(), contents.get(0));
        PublicKey own = chain.getFirst().getPublicKey();
        PrivateKey key = Pem.key(files.key(), contents.get(1), own.getAlgorithm());
        requireMatch(files, own, key);
        chain.forEach(certificate -> requireValid(files.certificate(), certificate, now));
        return new TlsIdentity(files, chain, key);
    }

    /** When the first certificate of the chain expires. */
    Instant expiresAt() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** A key store of one entry, in memory. */
    KeyStore toKeyStore(String alias, char[] password) throws GeneralSecurityException {
        KeyStore store = KeyStores.empty();
        store.setKeyEntry(alias, key, password, chain.toArray(X509Certificate[]::new));
        return store;
    }

    private static void requireMatch(CertificateFiles files, PublicKey own, PrivateKey key) {
        if (!matches(own, key)) {
            throw new UnusableTlsFile(
                    "%s does not belong to %s"
                            .formatted(files.key().setting(), files.certificate().setting()));
        }
    }

    private static boolean matches(PublicKey own, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(signatureOf(own.getAlgorithm()));
            signature.initSign(key);
            signature.update(PROOF);
            byte[] signed = signature.sign();
            signature.initVerify(own);
            signature.update(PROOF);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String signatureOf(String keyAlgorithm) {
        return switch (keyAlgorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> keyAlgorithm;
        };
    }

    private static void requireValid(PemFile file, X509Certificate certificate, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isAfter(to)) {
            throw new UnusableTlsFile("%s has expired at %s".formatted(file.setting(), to));
        }
        if (now.isBefore(from)) {
            throw new UnusableTlsFile("%s is good only from %s".formatted(file.setting(), from));
        }
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return files.certificate() + " until " + expiresAt();
    }
}
