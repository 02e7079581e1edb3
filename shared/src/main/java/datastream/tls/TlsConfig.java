package datastream.tls;

import org.jspecify.annotations.Nullable;

/**
 * Which files a process speaks TLS with.
 *
 * @param server what its servers show; null leaves them plain
 * @param clientAuthorities whose certificates the clients of its gRPC server must show; null asks
 *     for none
 * @param authorities whom its clients trust; null for those whom the JDK trusts
 * @param client what its clients show where they are asked; null for nothing
 */
public record TlsConfig(
        @Nullable CertificateFiles server,
        @Nullable PemFile clientAuthorities,
        @Nullable PemFile authorities,
        @Nullable CertificateFiles client) {

    /** Plain servers; clients that trust whom the JDK trusts. */
    public static final TlsConfig NONE = new TlsConfig(null, null, null, null);

    /**
     * @throws IllegalArgumentException when clients shall show certificates to a plain server
     */
    public TlsConfig {
        if (clientAuthorities != null && server == null) {
            throw new IllegalArgumentException(
                    clientAuthorities.setting() + " needs TLS_CERT and TLS_KEY as well");
        }
    }
}
