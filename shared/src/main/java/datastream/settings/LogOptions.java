package datastream.settings;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The options of logging, the same in every command. {@link CommandRunner} reads them before the
 * command itself is loaded, since classes make their loggers when they are loaded.
 */
@Command(defaultValueProvider = EnvironmentDefaults.class)
public final class LogOptions {

    /** How a line looks. */
    public enum Format {
        /** For people. */
        text,
        /** One object per line, for machines. */
        json
    }

    /** The least severe that is said of our own doing; libraries speak from WARN on. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "Log lines as text or json, default ${DEFAULT-VALUE}. [LOG_FORMAT]",
            defaultValue = "text")
    private Format format = Format.text;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "ERROR, WARN, INFO or DEBUG, default ${DEFAULT-VALUE}. [LOG_LEVEL]",
            defaultValue = "INFO")
    private Level level = Level.INFO;

    /** Tells logback, which has not begun; what is wrong is left to the command to say. */
    static void apply(String... arguments) {
        LogOptions options = new LogOptions();
        try {
            new CommandLine(options)
                    .setUnmatchedArgumentsAllowed(true)
                    .setUnmatchedOptionsArePositionalParams(false)
                    .parseArgs(arguments);
        } catch (ParameterException e) {
            options = new LogOptions();
        }
        System.setProperty("LOG_FORMAT", options.format.name());
        System.setProperty("LOG_LEVEL", options.level.name());
    }
}
