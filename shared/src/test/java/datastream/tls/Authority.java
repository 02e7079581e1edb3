package datastream.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** An authority, what it issues, and the files that hold it. */
public final class Authority {

    private final HeldCertificate root =
            new HeldCertificate.Builder().certificateAuthority(0).commonName("authority").build();

    /** Good for 127.0.0.1 and localhost, for a day. */
    public HeldCertificate issue() {
        return toIssue().build();
    }

    public HeldCertificate.Builder toIssue() {
        return new HeldCertificate.Builder()
                .signedBy(root)
                .commonName("server")
                .addSubjectAlternativeName("127.0.0.1")
                .addSubjectAlternativeName("localhost");
    }

    public HeldCertificate root() {
        return root;
    }

    /** Of a client that trusts this authority and shows nothing. */
    public SSLContext client() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(root.certificate())
                .build()
                .sslContext();
    }

    /** The files of a server in this folder, which need not hold them yet. */
    public static TlsConfig server(Path folder) {
        return new TlsConfig(serverFiles(folder), null, null, null);
    }

    static CertificateFiles serverFiles(Path folder) {
        return CertificateFiles.of(
                "TLS_CERT",
                folder.resolve("cert.pem").toString(),
                "TLS_KEY",
                folder.resolve("key.pem").toString());
    }

    /** Writes both files of a server, with the authority's certificate at the end of the chain. */
    public void write(Path folder, HeldCertificate certificate) {
        writeCertificates(folder, certificate, root);
        write(folder, "key.pem", certificate.privateKeyPkcs8Pem());
    }

    static void writeCertificates(Path folder, HeldCertificate... chain) {
        String pem =
                Arrays.stream(chain)
                        .map(HeldCertificate::certificatePem)
                        .collect(Collectors.joining("\n", "whose it is\n", "\n"));
        write(folder, "cert.pem", pem);
    }

    static void write(Path folder, String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
