package datastream.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Gives every command-line option an environment variable: {@code --grpc-port} reads {@code
 * GRPC_PORT}. The command line wins over the environment, the environment over the default; a blank
 * variable counts as absent, since compose files pass those. {@code --help} and {@code --version}
 * read none: many environments have a VERSION of their own.
 *
 * <p>Where a variable is absent, its name with {@code _FILE} may name a file to take the value
 * from, so that a secret need not stand in the environment: {@code JWT_SECRET_FILE}. White space
 * around the content does not count.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String FILE_SUFFIX = "_FILE";

    private final Map<String, String> environment;

    /** Reads the environment of this process. */
    public EnvironmentDefaults() {
        this(System.getenv());
    }

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @throws ParameterException naming the variable, when it names a file that cannot be read
     */
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)
                || option.usageHelp()
                || option.versionHelp()) {
            return null;
        }
        String variable = variableOf(option.longestName());
        String value = present(environment.get(variable));
        return value == null ? fromFile(variable + FILE_SUFFIX, option) : value;
    }

    /** {@code --grpc-port} becomes {@code GRPC_PORT}. */
    static String variableOf(String optionName) {
        return optionName.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private @Nullable String fromFile(String variable, OptionSpec option) {
        String file = present(environment.get(variable));
        if (file == null) {
            return null;
        }
        try {
            return present(Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException e) {
            throw new ParameterException(
                    option.command().commandLine(),
                    "%s names a file that cannot be read: %s".formatted(variable, file),
                    e);
        }
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
