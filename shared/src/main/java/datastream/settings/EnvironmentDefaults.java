package datastream.settings;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives every command-line option an environment variable: {@code --grpc-port} reads {@code
 * GRPC_PORT}. The command line wins over the environment, the environment over the default; a blank
 * variable counts as absent, since compose files pass those. {@code --help} and {@code --version}
 * read none: many environments have a VERSION of their own.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    /** Reads the environment of this process. */
    public EnvironmentDefaults() {
        this(System.getenv());
    }

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)
                || option.usageHelp()
                || option.versionHelp()) {
            return null;
        }
        String value = environment.get(variableOf(option.longestName()));
        return value == null || value.isBlank() ? null : value;
    }

    /** {@code --grpc-port} becomes {@code GRPC_PORT}. */
    static String variableOf(String optionName) {
        return optionName.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
