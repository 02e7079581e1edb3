package datastream.generator;

import datastream.reading.InvalidField;
import picocli.CommandLine;

/** Starts the generator service alone. A failure is one line on stderr and exit code 1. */
public final class GeneratorMain {

    private GeneratorMain() {}

    public static void main(String[] arguments) {
        useOwnLogConfiguration();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new GeneratorCommand())
                .setExecutionExceptionHandler((e, command, _) -> fail(command, reason(e)))
                .setParameterExceptionHandler(
                        (e, _) -> fail(e.getCommandLine(), String.valueOf(e.getMessage())));
    }

    /** Before any logger is made; the class path may hold another service's configuration too. */
    private static void useOwnLogConfiguration() {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "datastream/generator/logback.xml");
        }
    }

    private static int fail(CommandLine command, String reason) {
        command.getErr().println("generator: " + reason);
        command.getErr().flush();
        return 1;
    }

    private static String reason(Exception e) {
        return switch (e) {
            case InvalidField f -> f.field() + " " + f.rule();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
