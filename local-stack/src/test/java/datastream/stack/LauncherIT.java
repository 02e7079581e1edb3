package datastream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script at the top of the repository. */
@Timeout(60)
final class LauncherIT {

    @TempDir private Path elsewhere;

    private record Answer(int code, String text) {}

    @Test
    void explainsItselfToAStranger() throws Exception {
        Answer answer = run(StackProcess.LAUNCHER, "--help");
        assertThat(answer.code()).isZero();
        assertThat(answer.text()).contains("up ", "collector ", "generator ", "JAVA_HOME");
    }

    @Test
    void namesEverySettingOfUp() throws Exception {
        Answer answer = run(StackProcess.LAUNCHER, "up", "--help");
        assertThat(answer.code()).isZero();
        assertThat(answer.text())
                .contains("[PORT]", "[GRPC_PORT]", "[MQTT_PORT]", "[GENERATOR_PORT]")
                .contains("[DATA_DIR]", "[BIND_ADDRESS]", "[JWT_SECRET]")
                .contains("[DB_URL]", "[DB_USER]", "[DB_PASSWORD]", "[MQTT_URL]")
                .contains("8080", "50051", "1883", "8081", "./data", "127.0.0.1")
                .doesNotContain("not-for-display");
    }

    @Test
    void worksThroughSymbolicLinksFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("first"), StackProcess.LAUNCHER);
        Path second = Files.createSymbolicLink(elsewhere.resolve("second"), link.getFileName());
        assertThat(run(second, "--version").text()).contains("datastream 0.");
    }

    @Test
    void findsAJdkWithoutBeingTold() throws Exception {
        Map<String, String> nothing = Map.of("JAVA_HOME", elsewhere.toString());
        assertThat(run(nothing, StackProcess.LAUNCHER, "--version").code()).isZero();
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        Answer answer = run(StackProcess.LAUNCHER, "up", "--colour", "red");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.text()).contains("--colour", "datastream up --help");
    }

    private Answer run(Path launcher, String... arguments) throws Exception {
        return run(Map.of("JAVA_HOME", System.getProperty("java.home")), launcher, arguments);
    }

    private Answer run(Map<String, String> environment, Path launcher, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
        builder.environment().put("DATASTREAM_SKIP_BUILD", "yes");
        builder.environment().put("JWT_SECRET", "not-for-display-".repeat(3));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        return new Answer(process.waitFor(), text);
    }
}
