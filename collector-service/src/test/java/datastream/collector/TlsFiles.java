package datastream.collector;

import datastream.tls.CertificateFiles;
import datastream.tls.PemFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.tls.HeldCertificate;

/** An authority of the test's, and the files that hold what it issues. */
public final class TlsFiles {

    private final HeldCertificate root =
            new HeldCertificate.Builder().certificateAuthority(0).commonName("authority").build();

    /** Good for 127.0.0.1. */
    public HeldCertificate issue() {
        return new HeldCertificate.Builder()
                .signedBy(root)
                .commonName("test")
                .addSubjectAlternativeName("127.0.0.1")
                .build();
    }

    public HeldCertificate root() {
        return root;
    }

    /** Writes the authority itself. */
    public PemFile writeRoot(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "ca", ".pem");
        return new PemFile("TLS_CA", Files.writeString(file, root.certificatePem()));
    }

    /** Writes one that it issues. */
    public CertificateFiles write(Path folder) throws IOException {
        HeldCertificate issued = issue();
        Path certificate = Files.createTempFile(folder, "cert", ".pem");
        Path key = Files.createTempFile(folder, "key", ".pem");
        return new CertificateFiles(
                new PemFile("TLS_CERT", Files.writeString(certificate, issued.certificatePem())),
                new PemFile("TLS_KEY", Files.writeString(key, issued.privateKeyPkcs8Pem())));
    }
}
