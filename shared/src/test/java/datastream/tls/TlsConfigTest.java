package datastream.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsConfigTest {

    @Test
    void aCertificateAndItsKeyGoTogether() {
        assertThat(CertificateFiles.of("C", null, "K", null)).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CertificateFiles.of("C", "c.pem", "K", null))
                .withMessage("C and K go together: set both or neither");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CertificateFiles.of("C", null, "K", "k.pem"));
    }

    @Test
    void aPlainServerCannotAskForCertificates() {
        PemFile authorities = new PemFile("TLS_CLIENT_CA", Path.of("ca.pem"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TlsConfig(null, authorities, null, null))
                .withMessage("TLS_CLIENT_CA needs TLS_CERT and TLS_KEY as well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-----BEGIN PRIVATE KEY-----\nMC4CAQ==", "MC4C\nAQ==", "a\0MC4CAQ=="})
    void aKeyInPlaceOfItsPathIsNotShown(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemFile.named("TLS_KEY", key))
                .withMessage("TLS_KEY must be the path of a PEM file")
                .withNoCause();
    }
}
