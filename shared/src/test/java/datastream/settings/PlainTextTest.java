package datastream.settings;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.tls.CertificateFiles;
import datastream.tls.TlsConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    private static final TlsConfig TLS =
            new TlsConfig(
                    CertificateFiles.of("TLS_CERT", "cert.pem", "TLS_KEY", "key.pem"),
                    null,
                    null,
                    null);

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "127.1.2.3, false",
        "::1, false",
        "localhost, false",
        "0.0.0.0, true",
        "::, true",
        "192.0.2.7, true"
    })
    void isSpokenWithOtherMachinesWithoutCertificate(String address, boolean spoken) {
        assertThat(PlainText.isSpoken(address, TlsConfig.NONE)).isEqualTo(spoken);
        assertThat(PlainText.isSpoken(address, TLS)).isFalse();
    }
}
