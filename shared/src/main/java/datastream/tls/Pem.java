package datastream.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what PEM files hold (RFC 7468); text around the blocks does not count. */
final class Pem {

    private Pem() {}

    /**
     * @return at least one
     * @throws UnusableTlsFile when there is none, or one is broken
     */
    static List<X509Certificate> certificates(PemFile file, byte[] content) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] block : blocks(content, "CERTIFICATE")) {
                var in = new ByteArrayInputStream(block);
                certificates.add((X509Certificate) factory.generateCertificate(in));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new UnusableTlsFile(
                    "%s holds a broken certificate: %s".formatted(file.setting(), file.path()), e);
        }
        if (certificates.isEmpty()) {
            throw new UnusableTlsFile(
                    "%s holds no PEM certificate: %s".formatted(file.setting(), file.path()));
        }
        return List.copyOf(certificates);
    }

    /**
     * @param algorithm of the public key that it belongs to
     * @throws UnusableTlsFile when there is not exactly one, or it is of another kind
     */
    static PrivateKey key(PemFile file, byte[] content, String algorithm) {
        try {
            List<byte[]> keys = blocks(content, "PRIVATE KEY");
            if (keys.size() == 1) {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst()));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause, which may show some of the key.
            throw new UnusableTlsFile(
                    "%s is broken, or does not belong to the certificate: %s"
                            .formatted(file.setting(), file.path()));
        }
        throw new UnusableTlsFile(
                file.setting()
                        + " must hold an unencrypted PKCS#8 key; `openssl pkcs8 -topk8 -nodes`"
                        + " makes one of yours");
    }

    private static List<byte[]> blocks(byte[] content, String label) {
        Pattern block =
                Pattern.compile(
                        "-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]++)-----END %1$s-----"
                                .formatted(label));
        Matcher blocks = block.matcher(new String(content, StandardCharsets.ISO_8859_1));
        return blocks.results()
                .map(found -> Base64.getMimeDecoder().decode(found.group(1)))
                .toList();
    }
}
