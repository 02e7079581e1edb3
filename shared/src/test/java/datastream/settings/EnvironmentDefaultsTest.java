package datastream.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

class EnvironmentDefaultsTest {

    @Command(mixinStandardHelpOptions = true, version = "1")
    static final class Settings {
        @Option(
                names = {"-g", "--grpc-port"},
                defaultValue = "50051")
        int grpcPort;

        @Option(names = "--mqtt-url")
        @Nullable String mqttUrl;

        @Option(names = "--quiet")
        boolean quiet;

        @Parameters(arity = "0..1", paramLabel = "FOLDER")
        @Nullable String folder;
    }

    @Test
    void letTheEnvironmentWinOverTheDefault() {
        assertThat(read(Map.of()).grpcPort).isEqualTo(50_051);
        assertThat(read(Map.of("GRPC_PORT", "7")).grpcPort).isEqualTo(7);
    }

    @Test
    void letTheCommandLineWinOverTheEnvironment() {
        assertThat(read(Map.of("GRPC_PORT", "7"), "--grpc-port", "8").grpcPort).isEqualTo(8);
        assertThat(read(Map.of("GRPC_PORT", "7"), "-g", "9").grpcPort).isEqualTo(9);
        assertThat(read(Map.of("GRPC_PORT", "garbage"), "-g", "9").grpcPort).isEqualTo(9);
    }

    @Test
    void takeABlankVariableForAbsent() {
        Settings settings = read(Map.of("GRPC_PORT", "", "MQTT_URL", "  "));

        assertThat(settings.grpcPort).isEqualTo(50_051);
        assertThat(settings.mqttUrl).isNull();
    }

    @Test
    void setFlagsToo() {
        assertThat(read(Map.of("QUIET", "true")).quiet).isTrue();
        assertThat(read(Map.of("QUIET", "false")).quiet).isFalse();
    }

    @Test
    void refuseAValueThatDoesNotFit() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> read(Map.of("GRPC_PORT", "many")))
                .withMessageContaining("--grpc-port");
    }

    @Test
    void leaveHelpAndVersionAlone() {
        CommandLine command = commandLine(Map.of("HELP", "true", "VERSION", "1.2.3"));
        command.parseArgs();

        assertThat(command.isUsageHelpRequested()).isFalse();
        assertThat(command.isVersionHelpRequested()).isFalse();
    }

    @Test
    void leavePositionalParametersAlone() {
        assertThat(read(Map.of("FOLDER", "/tmp", "folder", "/tmp")).folder).isNull();
    }

    @Test
    void nameVariablesInUpperSnakeCase() {
        assertThat(EnvironmentDefaults.variableOf("--grpc-port")).isEqualTo("GRPC_PORT");
        assertThat(EnvironmentDefaults.variableOf("--port")).isEqualTo("PORT");
        assertThat(EnvironmentDefaults.variableOf("-p")).isEqualTo("P");
    }

    private static Settings read(Map<String, String> environment, String... arguments) {
        CommandLine command = commandLine(environment);
        command.parseArgs(arguments);
        return command.getCommand();
    }

    private static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Settings())
                .setDefaultValueProvider(new EnvironmentDefaults(environment));
    }
}
