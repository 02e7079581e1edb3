package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

    private static final String SERVER = "jdbc:mysql://host:3306/datastream";

    @Test
    void keepsWhatTheUserMayDecide() {
        String url = SERVER + "?sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file:/etc/ca.p12";
        assertThat(ServerUrl.withoutOurs(url)).isEqualTo(url);
        assertThat(ServerUrl.withoutOurs(SERVER)).isEqualTo(SERVER);
    }

    @Test
    void leavesOutWhatIsOursHoweverItIsSpelt() {
        assertThat(
                        ServerUrl.withoutOurs(
                                SERVER
                                        + "?allowLoadLocalInfile=true&sslMode=REQUIRED&ALLOWLOADLOCALINFILEINPATH=/&socketTimeout=0&allow%55rlInLocalInfile=true"))
                .isEqualTo(SERVER + "?sslMode=REQUIRED");
        assertThat(ServerUrl.withoutOurs(SERVER + "?connectionTimeZone=LOCAL")).isEqualTo(SERVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autoReconnect=true",
                "sslMode=REQUIRED&autoreconnect=true",
                "autoReconnectForPools=true",
                "useConfigs=maxPerformance",
                "propertiesTransform=x.Y"
            })
    void refusesWhatRepeatsStatementsOrBringsUnseenParameters(String parameters) {
        assertThatThrownBy(() -> new DatabaseConfig(SERVER + "?" + parameters, "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parameters.replaceFirst(".*&", "").replaceFirst("=.*", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb://host/datastream",
                "jdbc:mysql:loadbalance://a,b/datastream",
                "jdbc:mysql://(host=a,allowLoadLocalInfile=true)/datastream",
                "jdbc:mysql://address=(host=a)(autoReconnect=true)/datastream"
            })
    void refusesOtherForms(String url) {
        assertThatThrownBy(() -> new DatabaseConfig(url, "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:mysql://host:port/database");
    }
}
