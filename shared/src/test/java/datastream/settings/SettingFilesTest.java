package datastream.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

final class SettingFilesTest {

    @TempDir Path folder;

    @Command
    private static final class Settings {

        @Option(
                names = {"-g", "--grpc-port"},
                defaultValue = "50051")
        int grpcPort;

        @Option(names = "--jwt-secret")
        String jwtSecret;
    }

    @Test
    void takesTheValueFromTheFileThatTheVariableNames() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "  kept in a file\n\n");

        assertThat(parse(Map.of("JWT_SECRET_FILE", file.toString())).jwtSecret)
                .isEqualTo("kept in a file");
        assertThat(parse(Map.of("JWT_SECRET", " ", "JWT_SECRET_FILE", file.toString())).jwtSecret)
                .isEqualTo("kept in a file");
    }

    @Test
    void theVariableItselfWinsOverTheFile() {
        Map<String, String> both =
                Map.of("JWT_SECRET", "direct", "JWT_SECRET_FILE", "/does/not/exist");

        assertThat(parse(both).jwtSecret).isEqualTo("direct");
    }

    @Test
    void anEmptyFileOrABlankNameCountsAsAbsent() throws IOException {
        Path file = Files.writeString(folder.resolve("empty"), "\n");

        assertThat(parse(Map.of("GRPC_PORT_FILE", file.toString())).grpcPort).isEqualTo(50051);
        assertThat(parse(Map.of("GRPC_PORT_FILE", "")).grpcPort).isEqualTo(50051);
    }

    @Test
    void aFileThatCannotBeReadIsSaidByNameOfTheVariable() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> parse(Map.of("JWT_SECRET_FILE", missing.toString())))
                .isInstanceOf(ParameterException.class)
                .hasMessage("JWT_SECRET_FILE names a file that cannot be read: " + missing);
    }

    private static Settings parse(Map<String, String> environment, String... arguments) {
        Settings settings = new Settings();
        new CommandLine(settings)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .parseArgs(arguments);
        return settings;
    }
}
