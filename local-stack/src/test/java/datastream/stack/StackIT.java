package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One stack, started as a user starts it, and what the user then does with it. */
@Timeout(180)
final class StackIT {

    private static final Path FOLDER = Stacks.newFolder("user");

    private static StackProcess stack;
    private static ApiClient user;

    @BeforeAll
    static void start() {
        stack = StackProcess.up(FOLDER).awaitReady();
        user = ApiClient.register(stack);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.terminate();
        assertThat(stack.awaitExit()).isZero();
        stack.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"temperature", "humidity", "co2", "motion", "light", "noise"})
    void readingsOfEveryTypeComeBackOverRest(String type) {
        long before = user.readings(type, 1).get("total").asLong();
        Stacks.patiently().until(() -> user.readings(type, 1).get("total").asLong() > before + 5);

        JsonNode newest = user.readings(type, 1).get("data").get(0);
        assertThat(newest.get("id1").asText()).isEqualTo("ROOM");
        assertThat(Instant.parse(newest.get("timestamp").asText()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "mqtt"})
    void threeSensorsSendOverEachTransportAndAreAnswered(String transport) {
        Stacks.patiently()
                .untilAsserted(() ->
                        assertThat(acknowledgedOver(transport))
                                .hasSize(3)
                                .allMatch(count -> count > 0));
    }

    @Test
    void everyAcknowledgedReadingIsStored() {
        JsonNode counts = user.generator("light-ROOM-1").get("counts");
        long stored = user.readings("light", 1).get("total").asLong();
        assertThat(stored).isGreaterThanOrEqualTo(counts.get("acknowledged").asLong());
        assertThat(counts.get("rejected").asLong()).isZero();
    }

    @Test
    void aNewRateTakesEffectWhileTheGeneratorRuns() {
        assertThat(user.changeRate("humidity-ROOM-1", 200).get("rate").asDouble()).isEqualTo(200);
        Stacks.patiently()
                .untilAsserted(() ->
                        assertThat(user.generator("humidity-ROOM-1").get("current_rate").asDouble())
                                .isBetween(150.0, 250.0));
        user.changeRate("humidity-ROOM-1", 10);
    }

    @Test
    void microsecondsSurviveTheWholeWay() {
        user.ingest(
                """
                {"sensor_type": "pressure", "id1": "LAB", "id2": 3,
                 "timestamp": "2026-03-29T02:30:00.123456+01:00", "sensor_value": 1013.25}
                """);
        JsonNode reading = user.readings("pressure", 1).get("data").get(0);
        assertThat(reading.get("timestamp").asText()).isEqualTo("2026-03-29T01:30:00.123456Z");
        assertThat(reading.get("sensor_value").asDouble()).isEqualTo(1013.25);
    }

    @Test
    void generatedReadingsHaveMicroseconds() {
        List<Integer> micros =
                StreamSupport.stream(user.readings("co2", 20).get("data").spliterator(), false)
                        .map(reading -> Instant.parse(reading.get("timestamp").asText()))
                        .map(instant -> instant.getNano() / 1_000 % 1_000)
                        .toList();
        assertThat(micros).anyMatch(part -> part != 0);
    }

    @Test
    void aSecondStackOnTheSameFolderIsRefused() throws Exception {
        try (StackProcess second = StackProcess.up(FOLDER)) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output())
                    .isEqualTo(
                            "DATA_DIR %s is in use by process %d; stop that one or set DATA_DIR to another folder"
                                    .formatted(FOLDER, stack.pid()));
        }
        assertThat(stack.databases()).hasSize(1);
    }

    @Test
    void aPortInUseIsNamedWithItsSetting() throws Exception {
        String taken = Integer.toString(stack.rest().getPort());
        Map<String, String> settings = Map.of("PORT", taken, "GENERATOR_PORT", taken);
        try (StackProcess second = StackProcess.up(Stacks.newFolder("ports"), settings)) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output().lines())
                    .containsExactly(
                            "PORT %s (REST API) is in use; set PORT to another".formatted(taken),
                            "GENERATOR_PORT %s (generators' REST API) is in use; set GENERATOR_PORT to another"
                                    .formatted(taken));
        }
    }

    @Test
    void theSecretIsForItsOwnerOnly() throws IOException {
        assertThat(permissions(FOLDER)).isEqualTo("rwx------");
        assertThat(permissions(FOLDER.resolve("jwt-secret"))).isEqualTo("rw-------");
        assertThat(permissions(FOLDER.resolve("mariadb/password"))).isEqualTo("rw-------");
    }

    @Test
    void theOutputIsCalm() {
        // On a machine that is very busy the database does keep others waiting, and they say so.
        String said =
                stack.output()
                        .lines()
                        .filter(line -> !line.contains("Waiting for the database"))
                        .filter(line -> !line.contains("The database does not answer"))
                        .collect(Collectors.joining("\n"));
        assertThat(said).doesNotContain("WARN", "ERROR", "Exception");
    }

    private static List<Long> acknowledgedOver(String transport) {
        return StreamSupport.stream(user.allGenerators().get("data").spliterator(), false)
                .filter(generator -> generator.get("transport").asText().equals(transport))
                .map(generator -> generator.get("counts").get("acknowledged").asLong())
                .toList();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
