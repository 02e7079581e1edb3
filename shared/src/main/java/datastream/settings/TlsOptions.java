package datastream.settings;

import datastream.tls.CertificateFiles;
import datastream.tls.PemFile;
import datastream.tls.TlsConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name TLS files, the same in every command. */
public final class TlsOptions {

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "PEM file with the certificate that REST and gRPC show, and those up to its authority: both speak TLS alone then; default none. Loaded anew when it changes, like all of these. [TLS_CERT]")
    private @Nullable String certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PEM file with its key, PKCS#8 without a password. [TLS_KEY]")
    private @Nullable String key;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description =
                    "PEM file with the authorities that are trusted where this connects to by TLS, default those of the JDK. [TLS_CA]")
    private @Nullable String authorities;

    @Option(
            names = "--tls-client-cert",
            paramLabel = "FILE",
            description =
                    "PEM file with the certificate that is shown where this connects to, default none. [TLS_CLIENT_CERT]")
    private @Nullable String clientCertificate;

    @Option(
            names = "--tls-client-key",
            paramLabel = "FILE",
            description = "PEM file with its key. [TLS_CLIENT_KEY]")
    private @Nullable String clientKey;

    /**
     * For a service without a gRPC server.
     *
     * @throws IllegalArgumentException naming the setting that is wrong or missing
     */
    public TlsConfig config() {
        return config(null);
    }

    /**
     * @param clientAuthorities whose certificates gRPC clients must show; null asks for none
     * @throws IllegalArgumentException naming the setting that is wrong or missing
     */
    public TlsConfig config(@Nullable String clientAuthorities) {
        return new TlsConfig(
                CertificateFiles.of("TLS_CERT", certificate, "TLS_KEY", key),
                file("TLS_CLIENT_CA", clientAuthorities),
                file("TLS_CA", authorities),
                CertificateFiles.of(
                        "TLS_CLIENT_CERT", clientCertificate, "TLS_CLIENT_KEY", clientKey));
    }

    private static @Nullable PemFile file(String setting, @Nullable String path) {
        return path == null ? null : PemFile.named(setting, path);
    }
}
