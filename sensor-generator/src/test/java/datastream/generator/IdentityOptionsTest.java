package datastream.generator;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.settings.BrokerAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class IdentityOptionsTest {

    private static final String KEY = "dsk_" + "k".repeat(43);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void aKeyTakesThePlaceOfTheSecret() {
        IdentityOptions identity = parsed("--collector-api-key=" + KEY);
        assertThat(identity.key().text()).isEqualTo(KEY);
        assertThat(identity.secrets()).isNull();
        assertThat(parsed("--jwt-secret=" + SECRET).key()).isNull();
    }

    @Test
    void bothMayBeThereForTheSecretChecksTokensAsWell() {
        IdentityOptions both = parsed("--collector-api-key=" + KEY, "--jwt-secret=" + SECRET);
        assertThat(both.key().text()).isEqualTo(KEY);
        assertThat(both.secrets().current().text()).isEqualTo(SECRET);
    }

    @Test
    void theBrokerIsShownTheKeyUnlessItHasAPasswordOfItsOwn() {
        IdentityOptions identity = parsed("--collector-api-key=" + KEY);
        assertThat(identity.at(broker("mqtt", "lab-7", null)).password()).isEqualTo(KEY);
        assertThat(identity.at(broker("mqtt", "lab-7", null)).user()).isEqualTo("lab-7");
        assertThat(identity.at(broker("mqtt", "lab-7", "other")).password()).isEqualTo("other");
        assertThat(identity.at(null)).isNull();
    }

    @Test
    void aBrokerThatKnowsACertificateIsNotShownTheKey() {
        assertThat(parsed("--collector-api-key=" + KEY).at(broker("mqtts", null, null)).password())
                .isNull();
    }

    @Test
    void withoutAKeyABrokerIsAsItIs() {
        BrokerAddress anonymous = broker("mqtt", null, null);
        assertThat(parsed("--jwt-secret=" + SECRET).at(anonymous)).isSameAs(anonymous);
    }

    private static IdentityOptions parsed(String... arguments) {
        return CommandLine.populateCommand(new IdentityOptions(), arguments);
    }

    private static BrokerAddress broker(
            String scheme, @Nullable String user, @Nullable String password) {
        return new BrokerAddress(URI.create(scheme + "://127.0.0.1"), user, password);
    }
}
