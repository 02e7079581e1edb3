package datastream.settings;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs a picocli command as a program: a failure is one line on standard error and exit code 1. */
public final class CommandRunner {

    private static final String LOGBACK_FILE = "logback.configurationFile";
    private static final String LOGBACK_RESOURCE = "datastream/settings/logback.xml";

    private CommandRunner() {}

    /**
     * Runs a command to its end.
     *
     * @param command makes the command; called after logging is configured, since classes make
     *     their loggers when they are loaded
     * @return the exit code: 0, 1 after a failure, 2 for wrong usage
     */
    public static int run(Supplier<Object> command, String... arguments) {
        if (System.getProperty(LOGBACK_FILE) == null) {
            System.setProperty(LOGBACK_FILE, LOGBACK_RESOURCE);
        }
        LogOptions.apply(arguments);
        takeInJavaLogging();
        return withLogOptions(new CommandLine(command.get()))
                .setParameterExceptionHandler(CommandRunner::sayUsage)
                .setExecutionExceptionHandler(CommandRunner::sayFailure)
                .execute(arguments);
    }

    /** What libraries say to java.util.logging becomes lines like all others. */
    private static void takeInJavaLogging() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Each command that does something takes them. */
    private static CommandLine withLogOptions(CommandLine command) {
        if (command.getSubcommands().isEmpty()) {
            command.addMixin("log", new LogOptions());
        }
        command.getSubcommands().values().forEach(CommandRunner::withLogOptions);
        return command;
    }

    private static int sayUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(e.getMessage());
        err.printf(
                "Try %s --help for what there is.%n", command.getCommandSpec().qualifiedName(" "));
        return CommandLine.ExitCode.USAGE;
    }

    private static int sayFailure(
            Exception e, CommandLine command, CommandLine.ParseResult arguments) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        command.getErr().println(reason);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
