package datastream.collector.infrastructure.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerRulesTest {

    private static final Map<String, String> SOUND =
            Map.ofEntries(
                    Map.entry("version", "9.7.4"),
                    Map.entry("sql_mode", "STRICT_ALL_TABLES,NO_ZERO_DATE"),
                    Map.entry("time_zone", "+00:00"),
                    Map.entry("innodb_flush_log_at_trx_commit", "1"),
                    Map.entry("log_bin", "ON"),
                    Map.entry("sync_binlog", "1"),
                    Map.entry("local_infile", "ON"),
                    Map.entry("read_only", "OFF"),
                    Map.entry("max_allowed_packet", "67108864"));

    private static ServerVariables with(String name, String value) {
        Map<String, String> values = new HashMap<>(SOUND);
        values.put(name, value);
        return new ServerVariables(values);
    }

    @Test
    void aSoundServerIsTakenWithoutAWord() {
        ServerVariables sound = new ServerVariables(SOUND);
        assertThat(ServerRules.refusals(sound)).isEmpty();
        assertThat(ServerRules.warnings(sound)).isEmpty();
        assertThat(sound.isReadOnly()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.0.36-0ubuntu0.22.04.1", "8.4.0", "11.4.5-MariaDB", "12.0.2-MariaDB-log"})
    void takesRecentVersions(String version) {
        assertThat(ServerRules.refusals(with("version", version))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5.7.44",
                "10.11.6-MariaDB",
                "5.5.5-10.11.6-MariaDB",
                "9.9.9-MariaDB",
                "unheard"
            })
    void refusesOldVersions(String version) {
        assertThat(ServerRules.refusals(with("version", version)))
                .singleElement()
                .asString()
                .contains(version, "MySQL >= 8.0 or MariaDB >= 11");
    }

    @ParameterizedTest
    @CsvSource({
        "sql_mode, 'NO_ENGINE_SUBSTITUTION'",
        "sql_mode, ''",
        "time_zone, SYSTEM",
        "time_zone, +01:00",
        "max_allowed_packet, 262143"
    })
    void refusesWhatWouldSpoilReadings(String name, String value) {
        assertThat(ServerRules.refusals(with(name, value)))
                .singleElement()
                .asString()
                .startsWith(name);
    }

    @ParameterizedTest
    @CsvSource({"innodb_flush_log_at_trx_commit, 2", "sync_binlog, 0"})
    void warnsOfWhatAPowerCutWouldLose(String name, String value) {
        assertThat(ServerRules.refusals(with(name, value))).isEmpty();
        assertThat(ServerRules.warnings(with(name, value)))
                .singleElement()
                .asString()
                .contains(name + " is " + value, "power cut", "set it to 1");
    }

    @Test
    void saysNothingOfABinaryLogThatIsOff() {
        Map<String, String> values = new HashMap<>(SOUND);
        values.put("log_bin", "OFF");
        values.put("sync_binlog", "0");
        assertThat(ServerRules.warnings(new ServerVariables(values))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"read_only, ON", "read_only, 1", "super_read_only, ON", "read_only, NO_LOCK"})
    void seesAServerThatTakesNoWrites(String name, String value) {
        assertThat(with(name, value).isReadOnly()).isTrue();
    }
}
