package datastream.tls;

import org.jspecify.annotations.Nullable;

/**
 * Where a certificate and its key are.
 *
 * @param certificate the certificate, and behind it those that lead to its authority
 * @param key its private key, PKCS#8 and not encrypted
 */
public record CertificateFiles(PemFile certificate, PemFile key) {

    /**
     * From two settings that go together.
     *
     * @return null when neither is set
     * @throws IllegalArgumentException when only one is, or it is no path
     */
    public static @Nullable CertificateFiles of(
            String certificateSetting,
            @Nullable String certificate,
            String keySetting,
            @Nullable String key) {
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException(
                    "%s and %s go together: set both or neither"
                            .formatted(certificateSetting, keySetting));
        }
        return new CertificateFiles(
                PemFile.named(certificateSetting, certificate), PemFile.named(keySetting, key));
    }
}
