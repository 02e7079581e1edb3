package datastream.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedKeyManager;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of files, good ones and others. The tests look at them themselves. */
class CertificatesIT {

    private static final Authority AUTHORITY = new Authority();

    @TempDir Path folder;

    private final HeldCertificate first = AUTHORITY.issue();
    private final HeldCertificate second = AUTHORITY.issue();
    private Certificates certificates;

    @BeforeEach
    void write() {
        AUTHORITY.write(folder, first);
        certificates =
                new Certificates(Authority.server(folder), Clock.systemUTC(), Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        certificates.close();
    }

    @Test
    void showTheWholeChainOfTheFile() {
        certificates.start();

        assertThat(keys().getCertificateChain(alias("EC")))
                .containsExactly(first.certificate(), AUTHORITY.root().certificate());
        assertThat(keys().getPrivateKey(alias("EC"))).isEqualTo(first.keyPair().getPrivate());
    }

    @Test
    void takeAnRsaKeyToo() {
        AUTHORITY.write(folder, AUTHORITY.toIssue().rsa2048().build());
        certificates.start();

        assertThat(alias("RSA")).isNotNull();
    }

    @Test
    void showAChangeFromTheSecondLookOn() {
        certificates.start();
        AUTHORITY.write(folder, second);

        certificates.look();
        assertThat(shown()).isEqualTo(first.certificate());
        certificates.look();
        assertThat(shown()).isEqualTo(second.certificate());
    }

    @Test
    void aHandshakeInHandEndsWithTheCertificateThatItHasBegunWith() {
        certificates.start();
        String begun = alias("EC");
        AUTHORITY.write(folder, second);
        lookTwice();

        assertThat(keys().getPrivateKey(begun)).isEqualTo(first.keyPair().getPrivate());
        assertThat(keys().getCertificateChain(begun)[0]).isEqualTo(first.certificate());
        assertThat(shown()).isEqualTo(second.certificate());
    }

    @Test
    void goOnWithWhatTheyHaveWhenTheNewFilesAreNoGood() throws IOException {
        certificates.start();

        Authority.write(folder, "cert.pem", "rubbish");
        lookTwice();
        assertThat(shown()).isEqualTo(first.certificate());

        Authority.writeCertificates(folder, second);
        lookTwice();
        assertThat(shown()).as("not the key's").isEqualTo(first.certificate());

        Files.delete(folder.resolve("key.pem"));
        lookTwice();
        assertThat(shown()).isEqualTo(first.certificate());

        AUTHORITY.write(folder, second);
        lookTwice();
        assertThat(shown()).isEqualTo(second.certificate());
    }

    @Test
    void refuseToStartWithoutAFile() {
        assertThatExceptionOfType(UnusableTlsFile.class)
                .isThrownBy(() -> start("TLS_CERT", folder.resolve("none.pem")))
                .withMessageStartingWith("TLS_CERT cannot be read: ")
                .withMessageEndingWith("none.pem (there is no such file)");
    }

    @Test
    void refuseToStartWithSomethingElse() {
        Authority.write(folder, "cert.pem", "rubbish");
        assertRefused("TLS_CERT holds no PEM certificate: ");

        Authority.write(
                folder,
                "cert.pem",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertRefused("TLS_CERT holds a broken certificate: ");

        Authority.writeCertificates(folder, first);
        Authority.write(
                folder,
                "key.pem",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertRefused("TLS_KEY is broken, or does not belong to the certificate: ");
    }

    @Test
    void refuseToStartWithAKeyInAnotherForm() {
        HeldCertificate rsa = AUTHORITY.toIssue().rsa2048().build();
        AUTHORITY.write(folder, rsa);
        Authority.write(folder, "key.pem", rsa.privateKeyPkcs1Pem());

        assertRefused("TLS_KEY must hold an unencrypted PKCS#8 key; `openssl pkcs8");
    }

    @Test
    void refuseToStartWithTheKeyOfAnother() {
        Authority.write(folder, "key.pem", second.privateKeyPkcs8Pem());
        assertRefused("TLS_KEY does not belong to TLS_CERT");

        Authority.write(
                folder, "key.pem", AUTHORITY.toIssue().rsa2048().build().privateKeyPkcs8Pem());
        assertRefused("TLS_KEY is broken, or does not belong to the certificate: ");
    }

    @Test
    void refuseToStartOutsideOfTheTimeOfACertificate() {
        long now = Instant.now().toEpochMilli();
        long day = TimeUnit.DAYS.toMillis(1);
        AUTHORITY.write(
                folder, AUTHORITY.toIssue().validityInterval(now - 2 * day, now - day).build());
        assertRefused("TLS_CERT has expired at ");

        AUTHORITY.write(
                folder, AUTHORITY.toIssue().validityInterval(now + day, now + 2 * day).build());
        assertRefused("TLS_CERT is good only from ");
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(UnusableTlsFile.class)
                .isThrownBy(() -> certificates.start())
                .withMessageStartingWith(why);
    }

    private void start(String setting, Path file) {
        CertificateFiles files =
                new CertificateFiles(
                        new PemFile(setting, file),
                        new PemFile("TLS_KEY", folder.resolve("key.pem")));
        try (var others = new Certificates(new TlsConfig(files, null, null, null))) {
            others.start();
        }
    }

    private void lookTwice() {
        certificates.look();
        certificates.look();
    }

    private X509ExtendedKeyManager keys() {
        return certificates.server().keys();
    }

    private String alias(String keyType) {
        return keys().chooseEngineServerAlias(keyType, null, null);
    }

    private X509Certificate shown() {
        return keys().getCertificateChain(alias("EC"))[0];
    }
}
